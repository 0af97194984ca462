import type { FitProblem } from "@mlopsc/learn";
import { expect, test } from "vitest";
import { problemHelp } from "../../src/handlers/problem-help.ts";
import { problemText } from "../../src/handlers/problem-text.ts";

type TooFew = Omit<Extract<FitProblem, { readonly kind: "tooFewRows" }>, "kind">;

const cases: readonly (readonly [found: TooFew, text: string, help: string])[] = [
  [{ rows: 3, needed: 5 }, "3 rows are too few for 5 folds.", "Use fewer folds, or take in more rows."],
  [{ rows: 1, needed: 1 }, "1 row is too few to hold some out.", "Take in more rows."],
  [
    { rows: 450, needed: 4, distinct: { column: "shop", values: 3 } },
    "450 rows have 3 values of `shop`, too few for 4 folds where rows of one value stay together.",
    "Use fewer folds, or go by a column of more values than `shop`.",
  ],
  [
    { rows: 450, needed: 1, distinct: { column: "day", values: 1 } },
    "450 rows have one value of `day`, too few to hold some out where rows of one value stay together.",
    "Go by a column of more values than `day`.",
  ],
];

test.each(cases)("too few rows, or values, for folds: %j", (found, text, help) => {
  expect(problemText({ kind: "tooFewRows", ...found })).toBe(text);
  expect(problemHelp({ kind: "tooFewRows", ...found })).toBe(help);
});
