import { expect, test } from "vitest";
import { databaseDiagnostic } from "../../src/data/data-problem.ts";

test.each([
  ["ML5007", 'IO Error: Could not write file "/objects/scratch/1.partial": No space left on device'],
  ["ML5110", "Out of Memory Error: failed to allocate data of size 16.0 MiB"],
  ["ML5101", 'IO Error: No files found that match the pattern "a.csv"'],
  ["ML5109", "Binder Error: no such thing"],
])("a refusal of the database becomes %s", (code, message) => {
  expect(databaseDiagnostic("a.csv", new Error(message))?.code).toBe(code);
});

test("a fault of ours stays one", () => expect(databaseDiagnostic("a.csv", new Error("oops"))).toBeUndefined());
