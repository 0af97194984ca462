import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { run } from "../memory-terminal.ts";
import { customersSpec, temporaryFolder } from "../small-project.ts";

const project = (): string => temporaryFolder({ "main.mlops": customersSpec });

test("draws the steps as text, Mermaid and Graphviz without opening data", async () => {
  const folder = project();
  const text = await run(folder, ["graph"]);
  expect(text.code).toBe(0);
  expect(text.out).toContain("model.leaves/register (register-model)\n");
  expect((await run(folder, ["graph", "--format", "mermaid"])).out).toMatch(/^flowchart LR\n/);
  expect((await run(folder, ["graph", "--format", "dot"])).out).toMatch(/^digraph mlops \{\n/);
  const wrong = await run(folder, ["graph", "--format", "png"]);
  expect(wrong).toMatchObject({ code: 2, err: 'error: --format wants text, mermaid, dot or svg, not "png".\n' });
});

test("writes to a file in the form of its name", async () => {
  const folder = project();
  const { code, out } = await run(folder, ["graph", "--out", "steps.svg"]);
  expect({ code, out }).toEqual({ code: 0, out: "" });
  const svg = readFileSync(join(folder, "steps.svg"), "utf8");
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" class="lineage" [^>]*><style>/);
  expect(svg.match(/<svg/g)).toHaveLength(1);
  expect(svg).toContain("</svg>");
  for (const label of ["customers", "leaves", "plans"]) expect(svg).toContain(`class="label">${label}</text>`);
  // An editor finds the block of a box by it.
  expect(svg).toContain('data-id="model.leaves/register"');
  expect(svg).not.toMatch(/&(?!amp;|lt;|gt;|quot;|#39;)/);
  await run(folder, ["graph", "-o", "steps.mmd"]);
  expect(readFileSync(join(folder, "steps.mmd"), "utf8")).toMatch(/^flowchart LR\n/);
});

test("of a project with errors says them instead", async () => {
  const folder = temporaryFolder({ "main.mlops": customersSpec.replace("predict   = plan", "predict   = plane") });
  const { code, out, err } = await run(folder, ["graph"]);
  expect({ code, out }).toEqual({ code: 1, out: "" });
  expect(err).toContain("main.mlops:");
});
