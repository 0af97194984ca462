import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { numericColumn } from "../../src/table/columns.ts";
import { call, column, kindOf, literal, valuesOf } from "./build.ts";

const [a, b] = [column("a"), column("b")];
const pair = (left: readonly (number | null)[], right: readonly (number | null)[]) => [
  numericColumn("a", "number", left),
  numericColumn("b", "number", right),
];

describe("arithmetic", () => {
  test("what is not finite, or has a missing argument, is missing", () => {
    const columns = pair([6, 1, 1e308, null, -8, -7, 0], [4, 0, 10, 1, 1 / 3, 3, -1]);
    expect(valuesOf(call("add", a, b), columns)).toEqual([10, 1, 1e308, null, -8 + 1 / 3, -4, -1]);
    expect(valuesOf(call("divide", a, b), columns)).toEqual([1.5, null, 1e307, null, -24, -7 / 3, -0]);
    expect(valuesOf(call("multiply", a, b), columns)).toEqual([24, 0, null, null, -8 / 3, -21, -0]);
    expect(valuesOf(call("modulo", a, b), columns)).toEqual([2, null, 1e308 % 10, null, -8 % (1 / 3), -1, 0]);
    expect(valuesOf(call("power", a, b), columns)).toEqual([1296, 1, null, null, null, -343, null]);
  });

  test("a missing base or exponent is missing, even to the power of 0", () => {
    expect(valuesOf(call("power", a, b), pair([null, 1], [0, null]))).toEqual([null, null]);
  });

  test("times: differences are durations, sums are instants, a date counts as its midnight", () => {
    const columns = [
      numericColumn("d", "date", [1, 2]),
      numericColumn("t", "timestamp", [86_400_000, null]),
      numericColumn("l", "duration", [3_600_000, 1000]),
    ];
    const [d, t, l] = [column("d"), column("t"), column("l")];
    expect(valuesOf(call("subtract", d, literal("date", 0)), columns)).toEqual([86_400, 172_800]);
    expect(valuesOf(call("subtract", t, d), columns)).toEqual([0, null]);
    expect(valuesOf(call("add", d, l), columns)).toEqual(["1970-01-02T01:00:00Z", "1970-01-03T00:00:01Z"]);
    expect(valuesOf(call("subtract", t, l), columns)).toEqual(["1970-01-01T23:00:00Z", null]);
    expect(valuesOf(call("add", t, literal("duration", 8.64e15)), columns)).toEqual([null, null]);
    expect(kindOf(call("add", l, l), columns)).toBe("duration");
    expect(kindOf(call("add", l, t), columns)).toBe("timestamp");
    expect(valuesOf(call("hours", l), columns)).toEqual([1, 1000 / 3_600_000]);
  });

  test("int and int is int, with number it is number", () => {
    const columns = [numericColumn("i", "int", [1]), numericColumn("n", "number", [1])];
    expect(kindOf(call("add", column("i"), column("i")), columns)).toBe("int");
    expect(kindOf(call("add", column("i"), column("n")), columns)).toBe("number");
    expect(kindOf(call("divide", column("i"), column("i")), columns)).toBe("number");
  });
});

describe("mathematics", () => {
  test("round puts halves away from zero, at any digit", () => {
    const columns = [numericColumn("x", "number", [2.5, -2.5, 0.5, -0.4, 1234.5678, null])];
    expect(valuesOf(call("round", column("x")), columns)).toEqual([3, -3, 1, -0, 1235, null]);
    expect(valuesOf(call("round", column("x"), literal("int", 2)), columns)).toEqual([
      2.5,
      -2.5,
      0.5,
      -0.4,
      1234.57,
      null,
    ]);
    expect(valuesOf(call("round", column("x"), literal("int", -2)), columns)).toEqual([0, -0, 0, -0, 1200, null]);
    expect(valuesOf(call("round", column("x"), literal("int", 400)), columns)).toEqual([
      null,
      null,
      null,
      null,
      null,
      null,
    ]);
  });

  test("logarithms and roots outside their domain are missing", () => {
    const columns = [numericColumn("x", "number", [1, 0, -1, -2, 1000])];
    expect(valuesOf(call("log", column("x")), columns)).toEqual([0, null, null, null, Math.log(1000)]);
    expect(valuesOf(call("log1p", column("x")), columns)).toEqual([Math.log(2), 0, null, null, Math.log(1001)]);
    expect(valuesOf(call("sqrt", column("x")), columns)).toEqual([1, 0, null, null, Math.sqrt(1000)]);
    expect(valuesOf(call("exp", column("x")), columns)[4]).toBeNull();
    expect(valuesOf(call("sign", column("x")), columns)).toEqual([1, 0, -1, -1, 1]);
  });

  test("least and greatest need every argument", () => {
    const columns = pair([1, 5, null], [3, -5, 2]);
    expect(valuesOf(call("least", a, b, literal("int", 2)), columns)).toEqual([1, -5, null]);
    expect(valuesOf(call("greatest", a, b, literal("int", 2)), columns)).toEqual([3, 5, null]);
  });

  test("every result is finite or missing", () => {
    const numbers = fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }));
    const names = ["add", "subtract", "multiply", "divide", "modulo", "power", "round", "least"] as const;
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.array(fc.tuple(numbers, numbers), { minLength: 1 }), (name, rows) => {
        const columns = pair(
          rows.map(([left]) => left),
          rows.map(([, right]) => right),
        );
        for (const [row, value] of valuesOf(call(name, a, b), columns).entries()) {
          if (rows[row]!.includes(null)) expect(value).toBeNull();
          else expect(value === null || Number.isFinite(value)).toBe(true);
        }
      }),
    );
  });
});
