import type { Random } from "@mlopsc/learn";
import type { Expression, FunctionName, ScalarKind } from "@mlopsc/vocabulary";

export const call = (name: FunctionName, ...values: Expression[]): Expression => ({
  kind: "call",
  function: name,
  arguments: values,
});

const pick = <T>(random: Random, values: readonly T[]): T => values[Math.floor(random.next() * values.length)]!;

const numbers = [
  0,
  -0,
  1,
  -1,
  0.5,
  -0.5,
  2.5,
  -2.5,
  3,
  7,
  0.1,
  1 / 3,
  1e-300,
  5e-324,
  1e308,
  -1.7976931348623157e308,
  1e15,
  123456.789,
];
const ints = [0, 1, -1, 2, 7, -13, 100, 2 ** 31, -(2 ** 31), 2 ** 53, 9e18, -9e18, 1024];
export const texts = [
  "",
  " ",
  "a",
  "A",
  "abc",
  "  padded ",
  "Ünïcödé",
  "straße",
  "ΟΔΟΣ",
  "İstanbul",
  "ﬁn",
  "😀",
  "a😀b",
  "\u{1F1EB}\u{1F1F7}",
  "e\u0301",
  "\uFFFD",
  "\u{10000}",
  "\uE000",
  "it's",
  '"quoted"',
  "\t",
  "line\nbreak",
  "nul\0byte",
  "12",
  " 12 ",
  "+1.5e3",
  "1_000",
  "0x10",
  "inf",
  "nan",
  ".5",
  "5.",
  "-",
  "1e400",
  "-1e-400",
  "١٢",
  "true",
  "9007199254740993",
  "%",
  "\\",
  "$1",
  "ẞß",
  "ᾳ",
];
export const zones = [
  "Europe/Paris",
  "America/New_York",
  "Asia/Kolkata",
  "Australia/Lord_Howe",
  "UTC",
  "+05:30",
  "Nowhere/Land",
  "America/Sao_Paulo",
];
const dayLow = -25567;
const dayHigh = 47482;

const numeric = (random: Random): Expression["kind"] extends never ? never : ScalarKind =>
  pick(random, ["int", "number"] as const);

export function randomValue(random: Random, kind: ScalarKind): number | string | boolean {
  switch (kind) {
    case "bool":
      return random.next() < 0.5;
    case "int":
      return random.next() < 0.5 ? pick(random, ints) : Math.floor(random.next() * 200) - 100;
    case "number":
      return random.next() < 0.5
        ? pick(random, numbers)
        : (random.next() - 0.5) * 10 ** Math.floor(random.next() * 12 - 4);
    case "date":
      return Math.floor(dayLow + random.next() * (dayHigh - dayLow));
    case "timestamp":
      return Math.floor((dayLow + random.next() * (dayHigh - dayLow)) * 86_400_000);
    case "duration":
      return random.next() < 0.3
        ? pick(random, [0, 1, -1, 0.5, 86_400_000, 1e20])
        : Math.floor((random.next() - 0.5) * 1e12);
    default:
      return pick(random, texts);
  }
}

const literal = (random: Random, kind: ScalarKind): Expression => ({
  kind: "literal",
  type: kind,
  value: random.next() < 0.08 ? null : randomValue(random, kind),
});
const nonNull = (random: Random, kind: ScalarKind): Expression => ({
  kind: "literal",
  type: kind,
  value: randomValue(random, kind),
});

/** A random expression of that kind; the columns of each kind are named `KIND1`, `KIND2`. */
export function randomExpression(random: Random, kind: ScalarKind, depth: number): Expression {
  const sub = (of: ScalarKind): Expression => randomExpression(random, of, depth - 1);
  if (depth <= 0 || random.next() < 0.15) {
    return random.next() < 0.75
      ? { kind: "column", name: `${kind}${random.next() < 0.5 ? 1 : 2}` }
      : literal(random, kind);
  }
  const either = (): Expression => sub(numeric(random));
  const text = (): Expression => sub(pick(random, ["text", "category"] as const));
  const at = (): Expression => sub(pick(random, ["date", "timestamp"] as const));
  const general = random.next();
  if (general < 0.08) return call("if", sub("bool"), sub(kind), sub(kind));
  if (general < 0.16) return call("coalesce", sub(kind), sub(kind), ...(random.next() < 0.5 ? [sub(kind)] : []));
  switch (kind) {
    case "bool":
      return randomCondition(random, sub, either, text);
    case "int":
      return pick(random, [
        () => call("add", sub("int"), sub("int")),
        () => call("subtract", sub("int"), sub("int")),
        () => call("negate", sub("int")),
        () => call("abs", sub("int")),
        () => call("sign", either()),
        () => call("floor", either()),
        () => call("ceil", either()),
        () => call("length", text()),
        () => call("int", pick(random, [either, text, () => sub("bool")])()),
        () => call("least", sub("int"), sub("int")),
        () =>
          call(
            pick(random, [
              "year",
              "quarter",
              "month",
              "week",
              "day",
              "day_of_year",
              "weekday",
              "hour",
              "minute",
            ] as const),
            at(),
          ),
        () =>
          call(
            pick(random, ["year", "month", "week", "day", "day_of_year", "weekday", "hour", "minute"] as const),
            at(),
            random.next() < 0.8
              ? { kind: "literal", type: "text", value: pick(random, zones) }
              : { kind: "column", name: "zone" },
          ),
      ])();
    case "number":
      return pick(random, [
        () => call(pick(random, ["add", "subtract", "multiply", "divide", "modulo"] as const), either(), sub("number")),
        () => call("divide", either(), either()),
        () => call("round", either()),
        () => call("round", either(), { kind: "literal", type: "int", value: Math.floor(random.next() * 8) - 3 }),
        () => call("sqrt", either()),
        () => call("negate", sub("number")),
        () => call("abs", sub("number")),
        () => call("number", pick(random, [either, text, () => sub("bool")])()),
        () => call(pick(random, ["least", "greatest"] as const), sub("number"), either(), either()),
        () => call(pick(random, ["days", "hours", "minutes", "seconds"] as const), sub("duration")),
      ])();
    case "date":
      return pick(random, [() => call("today"), () => call("date", sub("timestamp")), () => sub("date")])();
    case "timestamp":
      return pick(random, [() => call("add", at(), sub("duration")), () => call("subtract", at(), sub("duration"))])();
    case "duration":
      return pick(random, [
        () => call("subtract", sub("timestamp"), sub("timestamp")),
        () => call("subtract", sub("date"), sub("date")),
        () => call("add", sub("duration"), sub("duration")),
        () => call("abs", sub("duration")),
      ])();
    case "category":
      return call("pseudonym", text());
    default:
      return pick(random, [
        () => call(pick(random, ["lower", "upper", "trim"] as const), text()),
        () =>
          call(
            pick(random, ["left", "right"] as const),
            text(),
            random.next() < 0.7 ? nonNull(random, "int") : sub("int"),
          ),
        () => call("concat", text(), text(), ...(random.next() < 0.3 ? [text()] : [])),
      ])();
  }
}

function randomCondition(
  random: Random,
  sub: (kind: ScalarKind) => Expression,
  either: () => Expression,
  text: () => Expression,
): Expression {
  const kinds = ["int", "number", "text", "date", "timestamp", "duration", "category"] as const;
  const kind = pick(random, kinds);
  const comparison = pick(random, [
    "equal",
    "not_equal",
    "less",
    "less_or_equal",
    "greater",
    "greater_or_equal",
  ] as const);
  return pick(random, [
    () => call(comparison, sub(kind), sub(kind)),
    () => call(comparison, either(), either()),
    () => call(comparison, sub("date"), sub("timestamp")),
    () => call(pick(random, ["equal", "not_equal"] as const), sub(kind), { kind: "literal", type: kind, value: null }),
    () => call(pick(random, ["and", "or"] as const), sub("bool"), sub("bool")),
    () => call("not", sub("bool")),
    () =>
      call("in", sub(kind), literal(random, kind), literal(random, kind), ...(random.next() < 0.3 ? [sub(kind)] : [])),
    () => call("between", sub(kind), literal(random, kind), sub(kind)),
    () => call("between", sub("timestamp"), literal(random, "date"), sub("date")),
    () => call("missing", sub(kind)),
    () => call(pick(random, ["contains", "starts_with"] as const), text(), text()),
  ])();
}

/** The functions that come from the C library in DuckDB and from V8 in JavaScript: their last bits differ. */
export function randomTranscendental(random: Random, depth: number): Expression {
  const x = (): Expression => randomExpression(random, numeric(random), depth);
  const name = pick(random, ["exp", "log", "log1p", "log10", "sin", "cos", "power"] as const);
  return name === "power" ? call(name, x(), x()) : call(name, x());
}
