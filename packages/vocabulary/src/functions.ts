import type { ScalarKind } from "./column-type.ts";

/** `number` takes int and number; `any` takes every kind; `same` must equal the first argument's kind. */
export type ParameterKind = ScalarKind | "number" | "temporal" | "any" | "same";
/** A fixed kind, or the kind of an argument: `same`. */
export type ResultKind = ScalarKind | "same" | "arithmetic";

export interface FunctionEntry {
  readonly parameters: readonly {
    readonly name: string;
    readonly kind: ParameterKind;
    readonly optional?: true;
    readonly variadic?: true;
  }[];
  readonly result: ResultKind;
  /** How it is written, where that is not NAME(…). */
  readonly operator?: string;
  /** The result may be missing though no argument is (a division by zero, a logarithm of zero). */
  readonly partial?: true;
  /** Looks at missing arguments itself instead of giving a missing result. */
  readonly seesMissing?: true;
  readonly documentation: string;
}

const number = (name: string): { name: string; kind: ParameterKind } => ({ name, kind: "number" });
const operator = (
  sign: string,
  result: ResultKind,
  kind: ParameterKind,
  documentation: string,
  partial?: true,
): FunctionEntry => ({
  parameters: [
    { name: "left", kind },
    { name: "right", kind: kind === "any" ? "same" : kind },
  ],
  result,
  operator: sign,
  documentation,
  ...(partial ? { partial } : {}),
});
const unary = (documentation: string, result: ResultKind = "number", partial?: true): FunctionEntry => ({
  parameters: [number("x")],
  result,
  documentation,
  ...(partial ? { partial } : {}),
});
const calendar = (documentation: string): FunctionEntry => ({
  parameters: [
    { name: "at", kind: "temporal" },
    { name: "zone", kind: "text", optional: true },
  ],
  result: "int",
  documentation,
});
const lengthOf = (unit: string): FunctionEntry => ({
  parameters: [{ name: "length", kind: "duration" }],
  result: "number",
  documentation: `The duration in ${unit}, with its fraction.`,
});

/** Every function and operator of an expression. `date - date` and `timestamp - timestamp` are durations. */
export const functions = {
  add: operator(
    "+",
    "arithmetic",
    "any",
    "Sum. A date or timestamp plus a duration is a timestamp, missing beyond the years -271821..275760.",
    true,
  ),
  subtract: operator("-", "arithmetic", "any", "Difference. Of two dates or timestamps: a duration.", true),
  multiply: operator("*", "number", "number", "Product.", true),
  divide: operator("/", "number", "number", "Quotient, always fractional; missing when the divisor is 0.", true),
  modulo: operator(
    "%",
    "number",
    "number",
    "Remainder with the sign of the dividend; missing when the divisor is 0.",
    true,
  ),
  power: operator(
    "^",
    "number",
    "number",
    "Left to the power of right; missing where not a real, finite number.",
    true,
  ),
  negate: { parameters: [number("x")], result: "same", operator: "-", documentation: "The opposite number." },
  equal: operator("==", "bool", "any", "Equality. `x == none` asks whether x is missing."),
  not_equal: operator("!=", "bool", "any", "Inequality. `x != none` asks whether x is there."),
  less: operator("<", "bool", "any", "Order: numbers by size, times by instant, text by code point."),
  less_or_equal: operator("<=", "bool", "any", "Order, or equal."),
  greater: operator(">", "bool", "any", "Order, reversed."),
  greater_or_equal: operator(">=", "bool", "any", "Order reversed, or equal."),
  and: { ...operator("and", "bool", "bool", "Kleene's and: false when either is false."), seesMissing: true },
  or: { ...operator("or", "bool", "bool", "Kleene's or: true when either is true."), seesMissing: true },
  not: { parameters: [{ name: "x", kind: "bool" }], result: "bool", operator: "not", documentation: "The opposite." },
  in: {
    parameters: [
      { name: "x", kind: "any" },
      { name: "values", kind: "same", variadic: true },
    ],
    result: "bool",
    operator: "in",
    documentation: 'Whether x is one of the values: `segment in ["a", "b"]`.',
  },
  between: {
    parameters: [
      { name: "x", kind: "any" },
      { name: "low", kind: "same" },
      { name: "high", kind: "same" },
    ],
    result: "bool",
    operator: "in ..",
    documentation:
      "Whether x lies in the range, both ends included: `age in 18..120`. A range of dates over a timestamp covers whole days.",
  },
  if: {
    parameters: [
      { name: "condition", kind: "bool" },
      { name: "then", kind: "any" },
      { name: "else", kind: "same" },
    ],
    result: "same",
    seesMissing: true,
    documentation: "`then` where the condition is true, else `else` (also where the condition is missing).",
  },
  missing: {
    parameters: [{ name: "x", kind: "any" }],
    result: "bool",
    seesMissing: true,
    documentation: "Whether x is missing.",
  },
  coalesce: {
    parameters: [
      { name: "x", kind: "any" },
      { name: "others", kind: "same", variadic: true },
    ],
    result: "same",
    seesMissing: true,
    documentation: "The first argument that is not missing.",
  },
  abs: unary("Absolute value.", "same"),
  sign: unary("-1, 0 or 1.", "int"),
  floor: unary("The largest whole number not above x.", "int"),
  ceil: unary("The smallest whole number not below x.", "int"),
  round: {
    parameters: [number("x"), { name: "digits", kind: "int", optional: true }],
    result: "number",
    partial: true,
    documentation:
      "x to `digits` decimals (0), halves away from zero: floor(abs(x) × 10^d + 0.5) / 10^d with the sign of x.",
  },
  sqrt: unary("Square root; missing below 0.", "number", true),
  exp: unary("e to the power of x.", "number", true),
  log: unary("Natural logarithm; missing at and below 0.", "number", true),
  log1p: unary("log(1 + x), computed as written; missing at and below -1.", "number", true),
  log10: unary("Logarithm to base 10; missing at and below 0.", "number", true),
  sin: unary("Sine of x in radians."),
  cos: unary("Cosine of x in radians."),
  least: {
    parameters: [number("x"), { name: "others", kind: "number", variadic: true }],
    result: "same",
    documentation: "The smallest argument.",
  },
  greatest: {
    parameters: [number("x"), { name: "others", kind: "number", variadic: true }],
    result: "same",
    documentation: "The largest argument.",
  },
  lower: {
    parameters: [{ name: "text", kind: "text" }],
    result: "text",
    documentation: "Lower case, by Unicode's simple mapping.",
  },
  upper: {
    parameters: [{ name: "text", kind: "text" }],
    result: "text",
    documentation: "Upper case, by Unicode's simple mapping; ß gives ẞ.",
  },
  trim: {
    parameters: [{ name: "text", kind: "text" }],
    result: "text",
    documentation: "Without spaces at both ends (U+0020 only).",
  },
  length: { parameters: [{ name: "text", kind: "text" }], result: "int", documentation: "Number of code points." },
  left: {
    parameters: [
      { name: "text", kind: "text" },
      { name: "count", kind: "int" },
    ],
    result: "text",
    documentation: "The first `count` code points (none where count < 1).",
  },
  right: {
    parameters: [
      { name: "text", kind: "text" },
      { name: "count", kind: "int" },
    ],
    result: "text",
    documentation: "The last `count` code points (none where count < 1).",
  },
  concat: {
    parameters: [
      { name: "text", kind: "text" },
      { name: "others", kind: "text", variadic: true },
    ],
    result: "text",
    documentation: "The texts one after another.",
  },
  contains: {
    parameters: [
      { name: "text", kind: "text" },
      { name: "part", kind: "text" },
    ],
    result: "bool",
    documentation: "Whether the part occurs in the text, case and all.",
  },
  starts_with: {
    parameters: [
      { name: "text", kind: "text" },
      { name: "part", kind: "text" },
    ],
    result: "bool",
    documentation: "Whether the text begins with the part.",
  },
  int: {
    parameters: [{ name: "x", kind: "any" }],
    result: "int",
    partial: true,
    documentation:
      "As a whole number: numbers lose their fraction, bool gives 0 or 1, text is parsed (missing where it is not a number).",
  },
  number: {
    parameters: [{ name: "x", kind: "any" }],
    result: "number",
    partial: true,
    documentation: "As a number: bool gives 0 or 1, text is parsed (missing where it is not a decimal number).",
  },
  pseudonym: {
    parameters: [{ name: "text", kind: "text" }],
    result: "category",
    documentation:
      "The first 16 hexadecimal digits of the text's SHA-256: the same person keeps one name, and it is not theirs.",
  },
  today: {
    parameters: [],
    result: "date",
    documentation: "The day on which the data version was taken in; the request's day when serving.",
  },
  date: {
    parameters: [{ name: "at", kind: "timestamp" }],
    result: "date",
    documentation: "The day (UTC) of the instant.",
  },
  year: calendar('The year. With a zone, of local time there: `year(at, "Europe/Paris")`. No zone shifts a date.'),
  quarter: calendar("The quarter, 1..4."),
  month: calendar("The month, 1..12."),
  week: calendar("The ISO 8601 week, 1..53."),
  day: calendar("The day of the month, 1..31."),
  day_of_year: calendar("The day of the year, 1..366."),
  weekday: calendar("The day of the week: Monday 1 … Sunday 7."),
  hour: calendar("The hour, 0..23."),
  minute: calendar("The minute, 0..59."),
  days: lengthOf("days"),
  hours: lengthOf("hours"),
  minutes: lengthOf("minutes"),
  seconds: lengthOf("seconds"),
} as const satisfies Record<string, FunctionEntry>;

export type FunctionName = keyof typeof functions;
export const isFunctionName = (name: string): name is FunctionName => Object.hasOwn(functions, name);
export const functionEntry = (name: FunctionName): FunctionEntry => functions[name];
