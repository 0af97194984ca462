import { expect, test } from "vitest";
import { certainFixes } from "../src/certain-fixes.ts";
import type { Diagnostic, Fix } from "../src/diagnostic.ts";

const fix = (title: string, ...places: readonly (readonly [number, number, string?])[]): Fix => ({
  title,
  edits: places.map(([start, end, file = "a.mlops"]) => ({ file, span: { start, end }, newText: title })),
});
const wrong = (...fixes: readonly Fix[]): Diagnostic => ({ code: "ML1000", severity: "error", message: "", fixes });
const titles = (...all: readonly Diagnostic[]): readonly string[] => certainFixes(all).map(({ title }) => title);

test("where there are two, neither is taken", () => {
  expect(titles(wrong(), wrong(fix("a", [0, 1]), fix("b", [0, 1])), wrong(fix("c", [3, 4])))).toEqual(["c"]);
});

test("of two that touch the first is taken, with all its edits", () => {
  const first = wrong(fix("first", [0, 2], [8, 9]));
  expect(titles(first, wrong(fix("second", [2, 3])), wrong(fix("third", [9, 9], [20, 21])))).toEqual(["first"]);
  expect(titles(first, wrong(fix("other file", [0, 2, "b.mlops"])))).toEqual(["first", "other file"]);
});
