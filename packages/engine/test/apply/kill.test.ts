import { readdirSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { applyInProcess, contentOf, newProjectFolder } from "./process.ts";

let undisturbed: string;

beforeAll(async () => {
  const folder = newProjectFolder();
  const ended = await applyInProcess(folder);
  expect(ended).toMatchObject({ code: 0 });
  undisturbed = contentOf(folder);
});

test("two undisturbed applies leave the same content, and a second one adds nothing", async () => {
  const folder = newProjectFolder();
  expect((await applyInProcess(folder)).code).toBe(0);
  expect(contentOf(folder)).toBe(undisturbed);
  const again = await applyInProcess(folder);
  expect(again).toMatchObject({ code: 0, output: "" });
  expect(contentOf(folder)).toBe(undisturbed);
});

test.each([
  "started dataset.customers",
  "finished dataset.visits",
  "started transform.features",
  "started model.churn/search",
  "finished model.churn/search",
  "started model.churn/evaluate",
])("kill -9 at `%s`: the next apply ends as if nothing had happened", async (line) => {
  const folder = newProjectFolder();
  const killed = await applyInProcess(folder, { stop: { signal: "SIGKILL", after: line } });
  expect(killed.signal).toBe("SIGKILL");
  const next = await applyInProcess(folder);
  expect(next).toMatchObject({ code: 0 });
  expect(contentOf(folder)).toBe(undisturbed);
  // What was finished before the kill was not done again.
  const finished = (text: string) => text.split("\n").filter((each) => each.startsWith("finished"));
  expect(finished(killed.output).filter((each) => finished(next.output).includes(each))).toEqual([]);
  expect(readdirSync(join(folder, ".mlopsc/objects/scratch"))).toEqual([]);
});

test("Ctrl-C ends at once, keeps what is finished, and the next apply goes on", async () => {
  const folder = newProjectFolder();
  const stopped = await applyInProcess(folder, { stop: { signal: "SIGINT", after: "started model.churn/search" } });
  expect(stopped).toMatchObject({ code: 130, signal: null });
  expect(stopped.output).toContain("finished transform.features/split");
  expect(stopped.output).toContain("interrupted model.churn/search");
  expect((await applyInProcess(folder)).code).toBe(0);
  expect(contentOf(folder)).toBe(undisturbed);
});

test("of two processes that apply at once one is told who is at work", async () => {
  const folder = newProjectFolder();
  const both = await Promise.all([applyInProcess(folder), applyInProcess(folder)]);
  const codes = both.map(({ code }) => code).sort();
  // The second may also come so late that all is done and there is nothing left to refuse.
  expect([
    [0, 3],
    [0, 0],
  ]).toContainEqual(codes);
  for (const { code, output } of both)
    if (code === 3) expect(output).toMatch(/^(ML5002 process \d+ is applying|ML4\d+ )/m);
  expect((await applyInProcess(folder)).code).toBe(0);
  expect(contentOf(folder)).toBe(undisturbed);
});
