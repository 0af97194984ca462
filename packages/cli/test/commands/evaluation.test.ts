import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { run } from "../memory-terminal.ts";
import { customersCsv, customersSpec, temporaryFolder, writeFiles } from "../small-project.ts";

const model = (depth: number): string => `
model leaving {
  from           = features
  predict        = left
  features       = [spend, signup_year]
  algorithm      = gradient_boosting(trees: 10, max_depth: ${depth})
  baseline       = logistic_regression
  validate       = cross_validation(3)
  metrics        = [auc, cost]
  calibrate      = platt
  threshold      = best(cost)
  slices         = [region, spend]
  learning_curve = 2
  costs {
    miss        = 1
    false_alarm = 9
  }
  gate {
    auc >= champion.auc - 0.2
    worst(auc) >= 0.1
  }
}
`;
const transform = customersSpec.slice(0, customersSpec.indexOf("\nmodel "));

test("one spec says what errors cost, and everything that predicts or tells goes by it", async () => {
  const folder = temporaryFolder({ "main.mlops": transform + model(2), "customers.csv": customersCsv(600) });
  const first = await run(folder, ["apply"]);
  expect(first.out).toContain("95 % range");
  expect(first.out).not.toContain("champion");
  writeFiles(folder, { "main.mlops": transform + model(3) });
  const second = await run(folder, ["apply"]);
  expect(second.out).toMatch(/leaving +v2 +auc .* v1 0\.\d{4} \([+−]0\.\d{4}/);
  expect((await run(folder, ["plan"])).out).toContain("No changes.");

  const shown = JSON.parse((await run(folder, ["show", "model.leaving/evaluate"])).out) as {
    threshold: number;
    champion: object;
  };
  expect(shown.champion).toMatchObject({ version: 1, sameSplit: true });
  // A false alarm costs nine times what a miss does: one must be rather sure.
  expect(shown.threshold).toBeGreaterThan(0.6);
  const predicted = await run(folder, ["predict", "leaving", "--input", "customers.csv", "--out", "out.csv"]);
  expect(predicted.code).toBe(0);
  const [head, ...rows] = readFileSync(join(folder, "out.csv"), "utf8").trim().split("\n");
  const [prediction, probability] = ["prediction", "probability"].map((name) => head!.split(",").indexOf(name));
  const cells = rows.map((row) => row.split(",")).filter((row) => row[prediction!] !== "");
  expect(cells.length).toBeGreaterThan(500);
  expect(cells.map((row) => row[prediction!] === "true")).toEqual(
    cells.map((row) => Number(row[probability!]) > shown.threshold),
  );
  expect(cells.some((row) => Number(row[probability!]) > 0.5 && row[prediction!] === "false")).toBe(true);

  await run(folder, ["report", "--out", "report.html"]);
  const page = readFileSync(join(folder, "report.html"), "utf8");
  for (const wanted of ["Against version 1", "Before calibration.", "Threshold.", "By slice.", "Learning curve"])
    expect(page.includes(wanted)).toBe(true);
  expect(page.includes("NaN")).toBe(false);
});
