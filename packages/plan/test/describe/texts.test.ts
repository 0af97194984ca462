import type { Expression, FunctionName, LiteralValue, ScalarKind } from "@mlopsc/vocabulary";
import { describe, expect, test } from "vitest";
import { describeChange, durationText, expressionText, instantText, nameText, shareText } from "../../src/index.ts";

const column = (name: string): Expression => ({ kind: "column", name });
const int = (value: number): Expression => ({ kind: "literal", type: "int", value });
const call = (name: FunctionName, ...parts: Expression[]): Expression => ({
  kind: "call",
  function: name,
  arguments: parts,
});

const literal = (type: ScalarKind, value: LiteralValue): Expression => ({ kind: "literal", type, value });
const a = column("a");
const b = column("b");
const april = [literal("date", 17_987), literal("date", 18_016)];

describe("expressions", () => {
  test.each([
    ["a + 2 * b", call("add", a, call("multiply", int(2), b))],
    ["(a + 2) * b", call("multiply", call("add", a, int(2)), b)],
    ["a - (b - 1)", call("subtract", a, call("subtract", b, int(1)))],
    ["(a or b) and not a", call("and", call("or", a, b), call("not", a))],
    ["`Âge x` in [1, 2]", call("in", column("Âge x"), int(1), int(2))],
    ["a in 2019-04-01..2019-04-30", call("between", a, ...april)],
    ['if(missing(a), "x\\"", none)', call("if", call("missing", a), literal("text", 'x"'), literal("text", null))],
    ["a == 90m", call("equal", a, literal("duration", 5_400_000))],
    ["(-a) ^ 2", call("power", call("negate", a), int(2))],
  ])("%s", (text, expression) => {
    expect(expressionText(expression)).toBe(text);
  });
});

test("values are written as in a spec", () => {
  expect(shareText(0.001)).toBe("0.1%");
  expect(durationText(0)).toBe("0ms");
  expect(durationText(1500)).toBe("1500ms");
  expect(nameText("Consommation (MW)")).toBe("`Consommation (MW)`");
  expect(instantText("timestamp", Date.UTC(2020, 1, 29, 23, 59, 58, 7))).toBe("2020-02-29T23:59:58.007Z");
  for (const year of [-5, 0, 1600, 1969, 1970, 2000, 2100, 9999]) {
    const date = new Date(Date.UTC(2000, 2, 1));
    date.setUTCFullYear(year);
    if (year >= 0) expect(instantText("timestamp", date.getTime())).toBe(date.toISOString().replace(".000", ""));
  }
});

test("a config of a shape of old is told field by field", () => {
  expect(describeChange("search-model", { tries: 3, seed: 1 }, { tries: 4, seed: 1 })).toEqual(["`tries`: 3 → 4"]);
});
