import {
  aggregates,
  alertFigures,
  algorithmEntry,
  type BlockKind,
  type CallEntry,
  columnMeasures,
  columnSorts,
  deployChecks,
  functions,
  isAlgorithmName,
  isBlockKind,
  isMetricName,
  tableMeasures,
  type ValueKind,
} from "@mlopsc/vocabulary";
import { type Meaning, mentionOf } from "./meaning.ts";
import type { TokenKind } from "./token-kinds.ts";

/** What the names of an expression mean, by where the expression stands. */
export interface NameScope {
  readonly name: (name: string) => Meaning;
  readonly call: (callee: string) => CallScope;
}

export interface CallScope {
  readonly callee: Meaning;
  readonly argumentName: TokenKind;
  /** Of an argument by its name, or its position where it has none. */
  readonly argument: (name: string | null, position: number) => NameScope;
}

/** Numbers, texts and so on: a name there is a `param`. */
export const plainScope: NameScope = {
  name: (name) => mentionOf(name),
  call: () => ({ callee: "function", argumentName: "argument", argument: () => plainScope }),
};

/** An expression over columns. @param words names of the place that are no columns */
export function columnScope(step: number | null, words: ReadonlySet<string> = new Set()): NameScope {
  const scope: NameScope = {
    name: (name) => (words.has(name) ? "word" : { name, to: [], isColumn: true, step }),
    call: (callee) => ({
      callee: rowFunctions.has(callee) ? "function" : mentionOf(callee),
      argumentName: "argument",
      argument: () => scope,
    }),
  };
  return scope;
}

/** What can be asked of a row, of the rows of a group, or of all. */
const rowFunctions: ReadonlySet<string> = new Set(
  [functions, aggregates, columnMeasures, tableMeasures].flatMap((table) => Object.keys(table)),
);

/** Words that stand for several columns. */
export const columnWords: ReadonlySet<string> = new Set(Object.keys(columnSorts));

const referenceScope = (kinds: readonly string[]): NameScope => ({
  ...plainScope,
  name: (name) =>
    mentionOf(
      name,
      kinds.filter((kind): kind is BlockKind => isBlockKind(kind)),
    ),
});

/** Where a step, or a sample, names the table that it reads. */
export const tableScope: NameScope = referenceScope(["dataset", "transform"]);

/** Words and calls with entries. */
export const choiceScope = (options: Readonly<Record<string, CallEntry>>): NameScope => ({
  name: (name) => (Object.hasOwn(options, name) ? "choice" : mentionOf(name)),
  call: (callee) => callOf(Object.hasOwn(options, callee) ? options[callee] : undefined),
});

const algorithmScope: NameScope = {
  name: (name) => (isAlgorithmName(name) ? "algorithm" : mentionOf(name)),
  call: (callee) => {
    const known = isAlgorithmName(callee) ? algorithmEntry(callee) : null;
    return { callee: "algorithm", argumentName: known ? "hyperParameter" : "argument", argument: () => wordScope };
  },
};

/** A name is one of some words that an algorithm or a step knows. */
const wordScope: NameScope = { ...plainScope, name: () => "choice" };

/** Metrics and figures, and calls of them: `auc`, `lift(10%)`, `gap(auc)`, `missing(age)`. */
export const metricScope: NameScope = {
  name: (name) => (isMetric(name) ? "metric" : mentionOf(name)),
  call: (callee) => ({
    callee: isMetric(callee) ? "metric" : "function",
    argumentName: "argument",
    argument: () => figureArgument,
  }),
};

const figureArgument: NameScope = {
  ...plainScope,
  name: (name) => (isMetric(name) ? "metric" : { name, to: [], isColumn: true, step: null }),
};

const figures: ReadonlySet<string> = new Set([
  ...Object.keys(alertFigures),
  ...Object.values(deployChecks).flatMap((check) => Object.keys(check.figures)),
]);
const isMetric = (name: string): boolean => isMetricName(name) || figures.has(name);

/** The names of a search space: hyper-parameters, and algorithms among what they are compared with. */
export const dimensionScope: NameScope = {
  ...plainScope,
  name: (name) => (isAlgorithmName(name) ? "algorithm" : "hyperParameter"),
};

/** The values of a dimension. */
export const dimensionValueScope: NameScope = {
  name: (name) => (isAlgorithmName(name) ? "algorithm" : "choice"),
  call: () => ({ callee: "function", argumentName: "argument", argument: () => dimensionValueScope }),
};

export const checkScope: NameScope = choiceScope(deployChecks);

/** By the entry of an attribute, an argument or a clause. */
export function scopeOf(value: ValueKind | undefined): NameScope {
  switch (value?.kind) {
    case "reference":
      return referenceScope(value.to);
    case "columns":
      return columnScope(null, columnWords);
    case "choice":
      return choiceScope(value.options);
    case "algorithm":
      return algorithmScope;
    case "metric":
    case "condition":
      return metricScope;
    case "sample":
      return tableScope;
    case "either":
      return eitherScope(value.of.map(scopeOf));
    default:
      return plainScope;
  }
}

/** The first that knows a word without asking the program. */
function eitherScope(scopes: readonly NameScope[]): NameScope {
  return {
    name: (name) => scopes.map((scope) => scope.name(name)).find(isKnown) ?? scopes[0]?.name(name) ?? mentionOf(name),
    call: (callee) => {
      const calls = scopes.map((scope) => scope.call(callee));
      return calls.find((call) => call.callee === "choice") ?? calls[0] ?? plainScope.call(callee);
    },
  };
}

const isKnown = (meaning: Meaning): boolean => typeof meaning === "string";

function callOf(entry: CallEntry | undefined): CallScope {
  const parameters = Object.entries(entry?.parameters ?? {});
  const positional = parameters.filter(([, parameter]) => parameter.positional === true);
  return {
    callee: entry === undefined ? "function" : "choice",
    argumentName: "argument",
    argument: (name, position) => scopeOf((name === null ? positional[position]?.[1] : entry?.parameters[name])?.value),
  };
}
