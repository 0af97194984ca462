import { beforeAll, expect, it } from "vitest";
import { run } from "../../../packages/cli/test/memory-terminal.ts";
import { graphMarkup } from "../../src/views/graph-markup.ts";
import { type Prediction, predictionPage } from "../../src/views/prediction-page.ts";
import { type RealProject, realProject } from "../real-project.ts";

let project: RealProject;
beforeAll(() => {
  project = realProject();
});

it("takes the graph as mlopsc draws it, with an address on each box and no style of its own", async () => {
  const { out } = await project.mlopsc("graph", "--format", "svg");
  const markup = graphMarkup(out) ?? "";
  expect(markup.match(/data-id="/g)?.length).toBe(9);
  expect(markup).toContain('data-id="model.leaves/evaluate"');
  expect(markup).not.toMatch(/<style|<script|style="|\son\w+=/);
  expect(graphMarkup("error: no project")).toBeUndefined();
});

it("shows a prediction with its reasons, the largest first", async () => {
  await project.mlopsc("apply");
  const { out: record } = await project.mlopsc("predict", "leaves", "--example");
  const { out } = await run(project.folder, ["predict", "leaves", "--explain"], { input: record });
  const page = predictionPage("leaves", JSON.parse(out) as Prediction);
  expect(page).toMatch(
    /^# leaves: `(?:true|false)`\n\nProbability 0\.\d+\.\n\n## Why, in log-odds|^# leaves: `(?:true|false)`/,
  );
  expect(page).toContain("| column | value | contribution | |");
  expect(page).toMatch(/█{16} \|/);
});

it("says why a record is out of scope, and reads no value as Markdown", () => {
  expect(predictionPage("m", { prediction: null, out_of_scope: "spend >= `5`|" })).toBe(
    "# m: `null`\n\nOut of scope: `spend >=  5  `\n",
  );
});
