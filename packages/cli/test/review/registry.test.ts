import { expect, test } from "vitest";
import { run } from "../memory-terminal.ts";
import { apply, customersCsv, customersSpec, writeFiles } from "../small-project.ts";
import { gitProject } from "./git-project.ts";

interface Reviewed {
  readonly metrics: readonly {
    readonly address: string;
    readonly base: Readonly<Record<string, number>> | null;
    readonly head: Readonly<Record<string, number>> | null;
  }[];
  readonly estimateMilliseconds?: number;
}

test("metrics of both sides and times come from the registry, whatever was applied last", async () => {
  const { folder, commit } = gitProject();
  const changed = customersSpec.replace("max_depth: 4", "max_depth: 2");
  writeFiles(folder, { "customers.csv": customersCsv(200), ".gitignore": "*.csv\n.mlopsc/\n" });
  commit({ "main.mlops": customersSpec });
  const reviewed = async (...words: string[]): Promise<Reviewed> =>
    JSON.parse((await run(folder, ["diff", ...words, "--format", "json"])).out);

  writeFiles(folder, { "main.mlops": changed });
  expect((await reviewed()).metrics).toEqual([{ address: "model.plans", base: null, head: null }]);
  expect(await reviewed()).not.toHaveProperty("estimateMilliseconds");
  expect((await run(folder, ["diff"])).out).not.toContain("Metrics");

  writeFiles(folder, { "main.mlops": customersSpec });
  await apply(folder);
  writeFiles(folder, { "main.mlops": changed });
  const [before] = (await reviewed()).metrics;
  expect(before?.base?.["accuracy"]).toBeGreaterThan(0.3);
  expect(before?.head).toBeNull();
  expect((await reviewed()).estimateMilliseconds).toBeGreaterThan(0);
  const text = (await run(folder, ["diff"])).out;
  expect(text).toMatch(/Metrics on the test part\n {2}model +metric +HEAD +the working tree\n/);
  expect(text).toMatch(/ {2}model\.plans +accuracy +0\.\d+ +not trained yet\n/);
  expect(text).toMatch(/, about [\d.]+ m?s\n/);

  // Other data, and the head's spec applied last: what was trained as the base says is still known.
  writeFiles(folder, { "customers.csv": customersCsv(260) });
  await apply(folder);
  const [after] = (await reviewed()).metrics;
  expect(after?.base).toEqual(before?.base);
  expect(after?.head?.["accuracy"]).toBeGreaterThan(0.3);
  expect((await run(folder, ["diff", "--format", "markdown"])).out).toMatch(
    /\| model\.plans \| accuracy \| 0\.\d+ \| 0\.\d+ \|/,
  );

  // A model that only changed its name is not trained anew.
  commit({ "main.mlops": changed });
  writeFiles(folder, { "main.mlops": changed.replace("model plans", "model tariffs") });
  expect((await reviewed()).metrics).toEqual([]);
});
