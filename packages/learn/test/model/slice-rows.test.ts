import { measureSlices, numericColumn, sliceRows, type TableColumn, tableOf, textColumn } from "@mlopsc/learn";
import { describe, expect, test } from "vitest";

function slicesOf(column: TableColumn): [string, number[]][] {
  return sliceRows(tableOf([column]), column).map(({ label, rows }) => [label, Array.from(rows)]);
}

describe("rows parted by a column", () => {
  test("by text, in order; what is missing is a slice of its own", () => {
    expect(slicesOf(textColumn("plan", "category", ["pro", "basic", null, "basic"]))).toEqual([
      ["basic", [1, 3]],
      ["pro", [0]],
      ["missing", [2]],
    ]);
  });

  test("the rarest of many values are one slice", () => {
    const values = Array.from({ length: 40 }, (_, row) => `v${String.fromCharCode(97 + (row % 20))}`);
    const slices = slicesOf(textColumn("plan", "category", [...values, "va", "vb"]));
    expect(slices).toHaveLength(13);
    expect(slices.at(-1)?.[0]).toBe("other");
    expect(slices.flatMap(([, rows]) => rows).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 42 }, (_, row) => row),
    );
  });

  test("by truth, and by few whole numbers", () => {
    expect(slicesOf(numericColumn("ill", "bool", [1, 0, 1])).map(([label]) => label)).toEqual(["false", "true"]);
    expect(slicesOf(numericColumn("rooms", "int", [3, 1, 3, null]))).toEqual([
      ["1", [1]],
      ["3", [0, 2]],
      ["missing", [3]],
    ]);
  });

  test("by quarters of many numbers; a border belongs to the quarter above it", () => {
    const slices = slicesOf(
      numericColumn(
        "age",
        "number",
        Array.from({ length: 101 }, (_, row) => row / 2),
      ),
    );
    expect(slices.map(([label, rows]) => [label, rows.length])).toEqual([
      ["0 ..< 12.5", 25],
      ["12.5 ..< 25", 25],
      ["25 ..< 37.5", 25],
      ["37.5 .. 50", 26],
    ]);
    const lopsided = [...new Array<number>(90).fill(0), ...Array.from({ length: 10 }, (_, row) => row + 0.5)];
    expect(slicesOf(numericColumn("spend", "number", lopsided)).flatMap(([, rows]) => rows)).toHaveLength(100);
  });
});

test("a metric without a value on a slice is left out, and few rows are marked", () => {
  const truth = Float64Array.from({ length: 60 }, (_, row) => Number(row < 15));
  const predicted = Float64Array.from({ length: 120 }, (_, at) => (at % 2 === 0 ? 0.6 : 0.4));
  const scored = { task: "binary", classCount: 2, predicted } as const;
  const part = (label: string, from: number, to: number) => ({
    column: "c",
    label,
    rows: Int32Array.from({ length: to - from }, (_, at) => from + at),
  });
  const [mixed, pure] = measureSlices(
    [part("mixed", 0, 40), part("pure", 30, 60)],
    [{ metric: "auc" }],
    { truth, scored },
    1,
  );
  expect(mixed).toMatchObject({ rows: 40, small: false, metrics: { auc: 0.5 } });
  expect(pure).toEqual({ column: "c", label: "pure", rows: 30, small: true, metrics: {}, intervals: {} });
});
