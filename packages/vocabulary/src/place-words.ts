import type { ScalarKind } from "./column-type.ts";
import type { AggregateName } from "./transform-step.ts";

// Words that mean something at one place alone, with what they mean there. Elsewhere they are names like any other.

/** The types that a column of a schema, or a parameter, may have. */
export const columnKinds: Readonly<Record<ScalarKind, string>> = {
  bool: "True or false.",
  int: "A whole number.",
  number: "A number, with or without a fraction.",
  text: "Free text: no model takes it as it is.",
  category: 'One of a few names; with `in ["a", "b"]` one of these.',
  id: "Names a row, and tells nothing else of it.",
  date: "A day.",
  timestamp: "An instant.",
  duration: "A length of time.",
};

/** What may follow the type of a column in a schema. */
export const fieldClauses: Readonly<Record<"in" | "pii" | "format", string>> = {
  in: 'The values that it may have: `in 18..120`, `in ["a", "b"]`.',
  pii: "Personal data: must not reach a model, a log or a report un-anonymised.",
  format: 'How times are written in the files: `format "%d/%m/%Y"`.',
};

/** Words that stand for all columns of a sort. */
export const columnSorts: Readonly<Record<"all" | "numeric" | "category", string>> = {
  all: "All columns; `all except id` leaves some out.",
  numeric: "All quantities but the predicted one and keys.",
  category: "All categories.",
};

export interface AggregateEntry {
  readonly takes: "quantity" | "ordered" | "any";
  /** May be called with nothing in its parentheses. */
  readonly optional?: true;
  readonly gives: "int" | "number" | "same";
  readonly documentation: string;
}

/** What `aggregate` and `rolling` can do with the rows of a group. */
export const aggregates: Readonly<Record<AggregateName, AggregateEntry>> = {
  sum: { takes: "quantity", gives: "same", documentation: "The sum." },
  mean: { takes: "quantity", gives: "number", documentation: "The mean." },
  min: { takes: "ordered", gives: "same", documentation: "The smallest." },
  max: { takes: "ordered", gives: "same", documentation: "The largest." },
  count: {
    takes: "any",
    optional: true,
    gives: "int",
    documentation: "How many rows; with a column: how many in which it is there.",
  },
  count_distinct: { takes: "any", gives: "int", documentation: "How many different values." },
  median: { takes: "quantity", gives: "number", documentation: "The median." },
  stddev: { takes: "quantity", gives: "number", documentation: "The standard deviation of the sample." },
  first: { takes: "any", gives: "same", documentation: "The value of the first row." },
  last: { takes: "any", gives: "same", documentation: "The value of the last row." },
  mode: { takes: "any", gives: "same", documentation: "The most frequent value." },
};

export interface MeasureEntry {
  /** Only of numbers, times and lengths of time. */
  readonly quantity?: true;
  readonly documentation: string;
}

/** Figures of one column of a whole dataset, in `expect`: `missing(age) < 5%`. */
export const columnMeasures = {
  missing: { documentation: "The share of rows in which the column is missing." },
  outliers: {
    quantity: true,
    documentation: "The share of rows outside the quartiles by more than 1.5 times their distance.",
  },
  mean: { quantity: true, documentation: "The mean of the column." },
  median: { quantity: true, documentation: "The median of the column." },
  min: { quantity: true, documentation: "The smallest value." },
  max: { quantity: true, documentation: "The largest value." },
  stddev: { quantity: true, documentation: "The standard deviation." },
  count_distinct: { documentation: "How many different values." },
} as const satisfies Readonly<Record<string, MeasureEntry>>;

/** What else `expect` can ask of a dataset. */
export const tableMeasures: Readonly<Record<"rows" | "unique", string>> = {
  rows: "How many rows there are: `rows >= 1_000`.",
  unique: "No two rows have the same values in these columns: `unique(customer_id)`.",
};

/** What follows where an expectation does not hold: `else warn`. */
export const expectationActions: Readonly<Record<"fail" | "warn" | "drop", string>> = {
  fail: "Nothing goes on. The default.",
  warn: "It is told, and all goes on.",
  drop: "The rows are left out, counted and kept aside.",
};

/** Figures made from a metric in a `gate`: `gap(auc)`. */
export const gateFigures: Readonly<Record<"gap" | "worst", string>> = {
  gap: "How much better the training part is than the test part: overfitting.",
  worst: "The metric in the slice where it is worst; needs `slices`.",
};

/** Whom a `gate` can compare with: `baseline.auc`. */
export const gateRivals: Readonly<Record<"baseline" | "champion", string>> = {
  baseline: "The simple learner to beat; of an ensemble its best member.",
  champion: "The version that is registered now.",
};

/** Whose metrics an alert can ask for: `live.auc`. */
export const alertMetrics: Readonly<Record<"live" | "test", string>> = {
  live: "As measured in the window; needs labels.",
  test: "As measured before the model was registered.",
};

/** How a range of a search space is drawn: `log(0.01..0.3)`. */
export const rangeScales: Readonly<Record<"log", string>> = {
  log: "By orders of magnitude: as often between 0.01 and 0.1 as between 0.1 and 1.",
};

/** What a search space names besides hyper-parameters. */
export const spaceNames: Readonly<Record<"algorithm", string>> = {
  algorithm: "The learners to choose from: `algorithm in [gradient_boosting, random_forest]`.",
};

/** What the lines of `costs` name: of two classes the first two, of several each class. */
export const costNames: Readonly<Record<"miss" | "false_alarm" | "other", string>> = {
  miss: "What it costs to predict the first class where the second is true.",
  false_alarm: "What it costs to predict the second class where the first is true.",
  other: "Of several classes: what all that is not named costs.",
};

/** How a line of `costs` says what a class costs when it is taken for others. */
export const costCalls: Readonly<Record<"taken_for", string>> = {
  taken_for: "The classes that may be predicted instead, each with what that costs: `gold = taken_for(tin: 5)`.",
};

/** How a text that must not be written down is named. */
export const secretCalls: Readonly<Record<"secret", string>> = {
  secret: 'An environment variable that is read at the moment of use: `secret("TEAM_WEBHOOK_URL")`.',
};

/** Words that may follow a value of a kind, wherever one stands. */
export const valueClauses: Readonly<Record<"except" | "where", string>> = {
  except: "Leaves columns out: `all except id`.",
  where: "Only these rows: `load where at in 2019-04-01..2019-04-30`.",
};

/** The units that may stand right after a number, by what they make of it. */
export const unitsOf: Readonly<Record<"percent" | "duration" | "bytes" | "rate", Readonly<Record<string, string>>>> = {
  percent: { "%": "hundredths" },
  duration: { ms: "milliseconds", s: "seconds", m: "minutes", h: "hours", d: "days" },
  bytes: {
    B: "bytes",
    KB: "1000 bytes",
    MB: "1000² bytes",
    GB: "1000³ bytes",
    TB: "1000⁴ bytes",
    KiB: "1024 bytes",
    MiB: "1024² bytes",
    GiB: "1024³ bytes",
    TiB: "1024⁴ bytes",
  },
  rate: { "/s": "a second", "/m": "a minute", "/h": "an hour", "/d": "a day" },
};
