import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { proveDisjoint } from "../../src/split/prove-disjoint.ts";
import { splitRows } from "../../src/split/split-rows.ts";
import { columnNamed, numericColumn, requireNumeric, tableOf, textColumn } from "../../src/table/columns.ts";
import type { Table } from "../../src/table/table.ts";
import { takeRows } from "../../src/table/take-rows.ts";
import { apply, fit, namesIn, type Steps } from "./build.ts";

const file = resolve(
  process.env["MLOPSC_SHARED_DATA"] ?? resolve(process.cwd(), "../shared/data"),
  "telco/single_table.csv",
);
const present = existsSync(file);
if (!present) console.log(`telco.test.ts does not run: there is no ${file}`);

function readTelco(): Table {
  const [head, ...lines] = readFileSync(file, "utf8")
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(","));
  const values = (name: string): string[] => lines.map((line) => line[head!.indexOf(name)]!);
  const numbers = (name: string): (number | null)[] =>
    values(name).map((text) => (text.trim() === "" ? null : Number(text)));
  return tableOf([
    textColumn("customerID", "id", values("customerID")),
    numericColumn("tenure", "int", numbers("tenure")),
    numericColumn("TotalCharges", "number", numbers("TotalCharges")),
    textColumn("Contract", "category", values("Contract")),
    numericColumn(
      "Churn",
      "bool",
      values("Churn").map((text) => Number(text === "Yes")),
    ),
  ]);
}

// Wanted figures are pandas' on the same file.
test.runIf(present)("real customers: a median for the 11 without charges, a column a contract, a fair split", () => {
  const table = readTelco();
  const steps: Steps = [
    { kind: "impute", columns: { names: ["TotalCharges"] }, strategy: "median" },
    { kind: "encode", columns: { all: "category", except: [] }, method: "one_hot" },
  ];
  const { pipeline, output } = fit(steps, table);
  expect(pipeline.parts[0]).toMatchObject({ columns: [{ name: "TotalCharges", value: 1397.475 }] });
  expect(namesIn(output)).toContain("Contract=Month-to-month");
  const sum = (name: string): number => requireNumeric(output, name).values.reduce((total, value) => total + value, 0);
  expect(["Month-to-month", "One year", "Two year"].map((level) => sum(`Contract=${level}`))).toEqual([
    3875, 1473, 1695,
  ]);

  const split = { kind: "split", share: 0.2, by: "stratify", column: "Churn" } as const;
  const { train, test: held } = splitRows(table, split, 42);
  expect(proveDisjoint(table, split, train, held, ["customerID"])).toMatchObject({
    rows: { train: 5634, test: 1409, shared: 0 },
    keys: { train: 5634, test: 1409, shared: 0 },
  });
  const churned = requireNumeric(takeRows(table, held), "Churn").values.reduce((total, value) => total + value, 0);
  expect(churned).toBe(Math.round(1869 * 0.2));
  expect(columnNamed(apply(pipeline, takeRows(table, held), true).output, "TotalCharges")).toBeDefined();
});
