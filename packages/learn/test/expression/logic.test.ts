import { describe, expect, test } from "vitest";
import { numericColumn, textColumn } from "../../src/table/columns.ts";
import { call, column, kindOf, literal, valuesOf } from "./build.ts";

const bools = [true, true, true, false, false, false, null, null, null];
const others = [true, false, null, true, false, null, true, false, null];
const toColumn = (name: string, values: readonly (boolean | null)[]) =>
  numericColumn(
    name,
    "bool",
    values.map((value) => (value === null ? null : Number(value))),
  );
const columns = [toColumn("a", bools), toColumn("b", others)];
const [a, b] = [column("a"), column("b")];

describe("logic", () => {
  test("Kleene's tables", () => {
    expect(valuesOf(call("and", a, b), columns)).toEqual([true, false, null, false, false, false, null, false, null]);
    expect(valuesOf(call("or", a, b), columns)).toEqual([true, true, true, true, false, null, true, null, null]);
    expect(valuesOf(call("not", a), columns)).toEqual([false, false, false, true, true, true, null, null, null]);
  });

  test("if takes its other branch where the condition is missing", () => {
    const chosen = call("if", a, literal("text", "yes"), literal("text", "no"));
    expect(valuesOf(chosen, columns)).toEqual(["yes", "yes", "yes", "no", "no", "no", "no", "no", "no"]);
    const none = call("if", a, literal("int", 1), literal("text", null));
    expect(valuesOf(none, columns)).toEqual([1, 1, 1, null, null, null, null, null, null]);
    expect(kindOf(call("if", a, literal("int", 1), literal("number", 0.5)), columns)).toBe("number");
  });

  test("missing and coalesce look at what is there", () => {
    expect(valuesOf(call("missing", a), columns).slice(5)).toEqual([false, true, true, true]);
    expect(valuesOf(call("coalesce", a, b, literal("bool", 0)), columns).slice(6)).toEqual([true, false, false]);
    const text = [textColumn("s", "category", ["x", null]), textColumn("t", "category", ["y", "x"])];
    expect(valuesOf(call("coalesce", column("s"), column("t")), text)).toEqual(["x", "x"]);
    expect(kindOf(call("coalesce", column("s"), column("t")), text)).toBe("category");
  });
});

describe("comparison", () => {
  test("x == none asks whether x is missing", () => {
    const x = [numericColumn("x", "int", [1, null])];
    expect(valuesOf(call("equal", column("x"), literal("int", null)), x)).toEqual([false, true]);
    expect(valuesOf(call("not_equal", literal("text", null), column("x")), x)).toEqual([true, false]);
    expect(valuesOf(call("equal", column("x"), literal("int", 1)), x)).toEqual([true, null]);
  });

  test("text is ordered by code point, not by UTF-16 unit", () => {
    const text = [
      textColumn("s", "text", ["\u{1F389}", "\uFFFD", "a", "ab", null]),
      textColumn("t", "text", ["\uFFFD", "\u{1F389}", "ab", "ab", "a"]),
    ];
    expect(valuesOf(call("less", column("s"), column("t")), text)).toEqual([false, true, true, false, null]);
    expect(valuesOf(call("greater_or_equal", column("s"), column("t")), text)).toEqual([
      true,
      false,
      false,
      true,
      null,
    ]);
  });

  test("a range of dates over instants covers whole days, both ends included", () => {
    const day = 86_400_000;
    const at = [numericColumn("at", "timestamp", [day - 1, day, 3 * day - 1, 3 * day, null])];
    const within = call("between", column("at"), literal("date", 1), literal("date", 2));
    expect(valuesOf(within, at)).toEqual([false, true, true, false, null]);
    expect(valuesOf(call("equal", column("at"), literal("date", 1)), at)).toEqual([false, true, false, false, null]);
    const ages = [numericColumn("age", "int", [17, 18, 120, 121])];
    expect(valuesOf(call("between", column("age"), literal("int", 18), literal("int", 120)), ages)).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  test("in needs all its values", () => {
    const s = [textColumn("s", "text", ["a", "c", null])];
    const sought = call("in", column("s"), literal("text", "a"), literal("text", "b"));
    expect(valuesOf(sought, s)).toEqual([true, false, null]);
    const n = [numericColumn("n", "int", [1, 2, null]), numericColumn("m", "int", [1, null, 3])];
    expect(valuesOf(call("in", column("n"), column("m"), literal("int", 2)), n)).toEqual([true, null, null]);
  });
});
