import { createColors } from "picocolors";
import { describe, expect, test } from "vitest";
import { type FitColumn, fitTable } from "../../src/terminal/fit-table.ts";
import { sparkline } from "../../src/terminal/sparkline.ts";
import type { Terminal } from "../../src/terminal/terminal.ts";

const terminal = (width: number): Terminal => ({
  ...{ out: () => {}, err: () => {}, colours: createColors(false), width, interactive: false, folder: "/" },
  ...{ environment: {}, signal: new AbortController().signal },
});

const columns: readonly FitColumn[] = [
  { head: "name", least: 4 },
  { head: "low", align: "right" },
  { head: "high", align: "right", joined: true },
  { head: "note", least: 6 },
];
const rows = [{ cells: ["anna maria", "1", "20", "a long remark"] }, { cells: ["bo", "", "", "short"] }];

describe("a table", () => {
  test("stands as it is where there is room", () => {
    expect(fitTable(columns, rows, terminal(60))).toBe(
      "name        low  high  note\nanna maria    1    20  a long remark\nbo                     short\n",
    );
  });

  test("cuts what may be cut, the widest first, and fills the width", () => {
    expect(fitTable(columns, rows, terminal(30))).toBe(
      "name      low  high  note\nanna ma…    1    20  a long r…\nbo                   short\n",
    );
  });

  test("goes on below itself with its first column, without rows that have nothing there", () => {
    const some = [...rows, { cells: ["cy", "3", "4", ""] }];
    expect(fitTable(columns, some, terminal(17))).toBe(
      "name    low  high\nanna …    1    20\nbo\ncy        3     4\n\nname     note\nanna m…  a long …\nbo       short\n",
    );
  });
});

test("a sparkline has a character a bin, and leaves empty bins blank", () => {
  expect(sparkline([0, 1, 4, 8, 0, 1])).toBe(" ▁▄█ ▁");
  expect(sparkline([])).toBe("");
});
