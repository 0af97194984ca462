import type { NumericColumn, TableColumn } from "@mlopsc/learn";
import type { Expression, FunctionName } from "@mlopsc/vocabulary";
import type { Bools, Doubles } from "../graph/graph.ts";
import { type Lowered, type Lowering, numbers, refused } from "../lower/lowered.ts";
import type { Call } from "./scope.ts";

type Kind = TableColumn["kind"];

interface Given {
  readonly x: Doubles;
  /** As `x` where there is one argument. */
  readonly y: Doubles;
  readonly all: readonly Doubles[];
  readonly kinds: readonly Kind[];
  readonly result: Kind;
  readonly nodes: readonly Expression[];
}

type Lower = (lowering: Lowering, given: Given) => Doubles | Lowered;

const dayMilliseconds = 86_400_000;
/** The last instant that calendars know, in milliseconds. */
const lastInstant = 8.64e15;

/** A function of numbers: missing where an argument is, or where the result is not finite. */
export function lowerNumbers(
  lowering: Lowering,
  call: Call,
  all: readonly Doubles[],
  kinds: readonly NumericColumn["kind"][],
  result: Kind,
): Lowered {
  const lower = (functions as Partial<Record<FunctionName, Lower>>)[call.function];
  if (lower === undefined) return refused(`\`${call.function}\``);
  const given = { x: all[0]!, y: all[1] ?? all[0]!, all, kinds, result, nodes: call.arguments };
  const lowered = lower(lowering, given);
  return "type" in lowered ? lowered : numbers(lowered);
}

/** Dates as instants: their midnight. */
export const asInstant = (lowering: Lowering, values: Doubles, kind: Kind): Doubles =>
  kind === "date" ? lowering.multiply(values, dayMilliseconds) : values;

/** Missing where not finite. */
export const finite = (lowering: Lowering, values: Doubles): Doubles =>
  lowering.choose(lowering.isInfinite(values), Number.NaN, values);

const anyMissing = (lowering: Lowering, all: readonly Doubles[]): Bools => {
  const [first, ...others] = all.map((values) => lowering.isNaN(values));
  return lowering.or(first!, ...others);
};

/** 0 or 1, missing where an argument is. */
const truth = (lowering: Lowering, holds: Bools, all: readonly Doubles[]): Doubles =>
  lowering.choose(anyMissing(lowering, all), Number.NaN, lowering.toDouble(holds));

const sum =
  (operator: "add" | "subtract"): Lower =>
  (lowering, { all, kinds, result }) => {
    const dates = kinds.every((kind) => kind === "date");
    const [x, y] = dates ? all : all.map((values, at) => asInstant(lowering, values, kinds[at]!));
    const made = finite(lowering, lowering[operator](x!, y!));
    if (dates && operator === "subtract") return finite(lowering, lowering.multiply(made, dayMilliseconds));
    if (result !== "timestamp") return made;
    return lowering.choose(lowering.lessOrEqual(lowering.apply("Abs", made), lastInstant), made, Number.NaN);
  };

const arithmetic =
  (operator: "multiply" | "divide" | "modulo"): Lower =>
  (lowering, { x, y }) =>
    finite(lowering, lowering[operator](x, y));

const ofOne =
  (operator: Parameters<Lowering["apply"]>[0]): Lower =>
  (lowering, { x }) =>
    finite(lowering, lowering.apply(operator, x));

type Holds = (lowering: Lowering, x: Doubles, y: Doubles) => Bools;

const comparison =
  (holds: Holds): Lower =>
  (lowering, { all, kinds }) => {
    const [x, y] = sameUnits(lowering, all, kinds);
    return truth(lowering, holds(lowering, x!, y!), all);
  };

/** Folds from the left: the smaller, or the larger. */
const extreme =
  (holds: Holds): Lower =>
  (lowering, { all }) => {
    const [first, ...others] = all;
    const kept = others.reduce((left, right) => lowering.choose(holds(lowering, right, left), right, left), first!);
    return lowering.choose(anyMissing(lowering, all), Number.NaN, kept);
  };

/** Kleene: the decisive value wins over missing, missing over the other. */
const kleene =
  (decisive: 0 | 1): Lower =>
  (lowering, { all }) => {
    const [first, ...others] = all.map((values) => lowering.equal(values, decisive));
    const rest = lowering.choose(anyMissing(lowering, all), Number.NaN, 1 - decisive);
    return lowering.choose(lowering.or(first!, ...others), decisive, rest);
  };

const lengthIn =
  (milliseconds: number): Lower =>
  (lowering, { x }) =>
    lowering.divide(x, milliseconds);

function sameUnits(lowering: Lowering, all: readonly Doubles[], kinds: readonly Kind[]): readonly Doubles[] {
  if (!kinds.includes("timestamp")) return all;
  return all.map((values, at) => asInstant(lowering, values, kinds[at]!));
}

const truncated = (lowering: Lowering, x: Doubles): Doubles =>
  lowering.multiply(lowering.apply("Sign", x), lowering.apply("Floor", lowering.apply("Abs", x)));

const between: Lower = (lowering, { all, kinds }) => {
  const wholeDays = kinds[0] === "timestamp" && kinds[2] === "date";
  const dates = kinds.every((kind) => kind === "date");
  const [x, low, high] = dates ? all : all.map((values, at) => asInstant(lowering, values, kinds[at]!));
  const below = wholeDays ? lowering.less(x!, lowering.add(high!, dayMilliseconds)) : lowering.lessOrEqual(x!, high!);
  return truth(lowering, lowering.and(lowering.lessOrEqual(low!, x!), below), all);
};

const oneOf: Lower = (lowering, { all, kinds }) => {
  const [x, ...options] = sameUnits(lowering, all, kinds);
  const [first, ...others] = options.map((option) => lowering.equal(x!, option));
  return truth(lowering, lowering.or(first!, ...others), all);
};

/** Halves away from zero; the digits must be the same for all rows, as their power of ten is then exact. */
const round: Lower = (lowering, { x, nodes }) => {
  const digits = nodes[1] ?? { kind: "literal", value: 0 };
  if (digits.kind !== "literal") return refused("`round` to digits that differ from row to row");
  if (digits.value === null) return lowering.choose(lowering.isNaN(x), Number.NaN, Number.NaN);
  const scale = Number(`1e${digits.value}`);
  const scaled = lowering.add(lowering.multiply(lowering.apply("Abs", x), scale), 0.5);
  const size = lowering.divide(lowering.apply("Floor", scaled), scale);
  return finite(lowering, lowering.choose(lowering.less(x, 0), lowering.apply("Neg", size), size));
};

/** By way of the natural logarithm, set right where x is a power of ten. */
const log10: Lower = (lowering, { x }) => {
  const near = lowering.divide(lowering.apply("Log", x), Math.LN10);
  const whole = lowering.apply("Floor", lowering.add(near, 0.5));
  return finite(lowering, lowering.choose(lowering.equal(lowering.power(10, whole), x), whole, near));
};

const equals: Holds = (lowering, x, y) => lowering.equal(x, y);
const less: Holds = (lowering, x, y) => lowering.less(x, y);
const lessOrEqual: Holds = (lowering, x, y) => lowering.lessOrEqual(x, y);

const functions = {
  add: sum("add"),
  subtract: sum("subtract"),
  multiply: arithmetic("multiply"),
  divide: arithmetic("divide"),
  modulo: arithmetic("modulo"),
  // C's pow says 1 of NaN to the power of 0, and of 1 to that of NaN.
  power: (lowering, { x, y, all }) =>
    lowering.choose(anyMissing(lowering, all), Number.NaN, finite(lowering, lowering.power(x, y))),
  negate: ofOne("Neg"),
  equal: comparison(equals),
  not_equal: comparison((lowering, x, y) => lowering.not(lowering.equal(x, y))),
  less: comparison(less),
  less_or_equal: comparison(lessOrEqual),
  greater: comparison((lowering, x, y) => less(lowering, y, x)),
  greater_or_equal: comparison((lowering, x, y) => lessOrEqual(lowering, y, x)),
  in: oneOf,
  between,
  and: kleene(0),
  or: kleene(1),
  not: (lowering, { x }) => lowering.subtract(1, x),
  abs: ofOne("Abs"),
  sign: ofOne("Sign"),
  floor: ofOne("Floor"),
  ceil: ofOne("Ceil"),
  round,
  sqrt: ofOne("Sqrt"),
  exp: ofOne("Exp"),
  log: ofOne("Log"),
  log1p: (lowering, { x }) => finite(lowering, lowering.apply("Log", lowering.add(1, x))),
  log10,
  sin: ofOne("Sin"),
  cos: ofOne("Cos"),
  least: extreme(less),
  greatest: extreme((lowering, x, y) => less(lowering, y, x)),
  int: (lowering, { x }) => truncated(lowering, x),
  number: (_, { x }) => x,
  days: lengthIn(dayMilliseconds),
  hours: lengthIn(3_600_000),
  minutes: lengthIn(60_000),
  seconds: lengthIn(1000),
} satisfies Partial<Record<FunctionName, Lower>>;
