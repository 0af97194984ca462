import { type CodeEntry, error, information, warning } from "../code-entry.ts";
import { example } from "./wording.ts";

const always = (code: string, holds: string): CodeEntry<{ readonly source: string; readonly reason: string }> =>
  warning(
    code,
    ({ source, reason }) => `\`${source}\` is ${holds}${reason === "" ? "" : `: ${reason}`}.`,
    example(
      "What the types and ranges of the columns already decide is no condition; most often something else was meant.",
      "schema { age int in 18..120 }\n…\nfilter age > 200",
    ),
    () => "Remove the line, or correct it.",
  );

/** 30xx: values, expressions and conditions. */
export const valueCodes = {
  wrongValue: error<{ readonly what: string; readonly wanted: string; readonly found: string }>(
    "ML3001",
    ({ what, wanted, found }) => `\`${what}\` takes ${wanted}, not ${found}.`,
    example("Every attribute, parameter and clause takes values of one kind.", 'project churn {\n  seed = "lucky"\n}'),
  ),
  missingUnit: error<{ readonly what: string; readonly wanted: string; readonly suggestion: string }>(
    "ML3002",
    ({ what, wanted }) => `\`${what}\` takes ${wanted}: the number lacks its unit.`,
    example("Units are types: a bare number is no duration, size or rate.", "search s {\n  budget = 30\n}"),
    ({ suggestion }) => `Did you mean \`${suggestion}\`?`,
  ),
  argumentKind: error<{
    readonly callee: string;
    readonly parameter: string;
    readonly wanted: string;
    readonly found: string;
  }>(
    "ML3003",
    ({ callee, parameter, wanted, found }) => `\`${parameter}\` of \`${callee}\` is ${wanted}, but this is ${found}.`,
    example("A function takes arguments of certain kinds.", "derive n = length(age)   # age is an int"),
  ),
  argumentCount: error<{ readonly callee: string; readonly wanted: string; readonly found: number }>(
    "ML3004",
    ({ callee, wanted, found }) => `\`${callee}\` takes ${wanted}, but ${found} ${found === 1 ? "is" : "are"} given.`,
    example("A function takes a certain number of arguments.", "derive x = sqrt(a, b)"),
  ),
  incomparable: error<{ readonly left: string; readonly right: string; readonly advice: string }>(
    "ML3005",
    ({ left, right }) => `${left} cannot be compared with ${right}.`,
    example("Only values of one sort can be compared.", 'filter age > "18"'),
    ({ advice }) => advice,
  ),
  orderedNone: error<{ readonly operator: string }>(
    "ML3006",
    ({ operator }) => `\`none\` has no place in an order: \`${operator}\` cannot ask for it.`,
    example("Ask whether a value is missing with `== none` or `!= none`.", "filter age > none"),
    () => "Write `== none` or `!= none`.",
  ),
  notCondition: error<{ readonly what: string; readonly found: string }>(
    "ML3007",
    ({ what, found }) => `${what} needs a condition, but this is ${found}.`,
    example("A condition is true or false.", "filter age + 1"),
    () => "Compare it with something: `… > 0`.",
  ),
  arithmeticKinds: error<{
    readonly operator: string;
    readonly left: string;
    readonly right: string;
    readonly advice: string;
  }>(
    "ML3008",
    ({ operator, left, right }) => `\`${operator}\` cannot join ${left} and ${right}.`,
    example("Arithmetic is on numbers, and on times with durations.", "derive x = signup + 3"),
    ({ advice }) => advice,
  ),
  alwaysTrue: always("ML3009", "always true"),
  alwaysFalse: always("ML3010", "never true"),
  misplacedList: error<{ readonly what: string }>(
    "ML3011",
    ({ what }) => `${what} can only stand right of \`in\`.`,
    example("A list or range is no value of a row.", "derive x = [1, 2]"),
    () => "Write `x in …`.",
  ),
  unknownLevel: error<{ readonly column: string; readonly value: string; readonly suggestion: string | null }>(
    "ML3012",
    ({ column, value }) => `\`${column}\` is never "${value}".`,
    example(
      "The column's declared values do not hold this one.",
      'schema { segment category in ["individual", "professional"] }\n…\nfilter segment == "indivdual"',
    ),
    ({ suggestion }) =>
      suggestion === null ? "Correct it, or add it to the schema." : `Did you mean "${suggestion}"?`,
  ),
  emptyRange: error<{ readonly low: string; readonly high: string }>(
    "ML3013",
    ({ low, high }) => `The range ${low}..${high} holds nothing.`,
    example("A range goes from its lower to its upper end, both included.", "age int in 120..18"),
    ({ low, high }) => `Write ${high}..${low}.`,
  ),
  memberOfRow: error<{ readonly source: string }>(
    "ML3014",
    ({ source }) => `\`${source}\` is no value of a row.`,
    example("Columns have no parts.", "derive x = customers.age"),
    () => "Write the column's name alone; in backticks where it holds a dot.",
  ),
  misplacedAggregate: error<{ readonly callee: string }>(
    "ML3015",
    ({ callee }) => `\`${callee}\` looks at many rows, but this expression sees one.`,
    example("Aggregates stand in `aggregate` and `rolling`.", "derive total = sum(amount)"),
    () => "Use `aggregate` or `rolling` in a step of its own, or a function of one row (`least`, `greatest`).",
  ),
  missingLeftOut: information<{ readonly columns: readonly string[] }>(
    "ML3016",
    ({ columns }) =>
      `Rows whose ${columns.map((name) => `\`${name}\``).join(" or ")} is missing are left out as well: the condition is then neither true nor false.`,
    example(
      "A comparison with a missing value is missing, and `filter` keeps what is true.",
      "filter age > 18   # age int?",
    ),
    ({ columns }) => `To keep them write \`… or ${columns[0] ?? "x"} == none\`.`,
  ),
  constantNeeded: error<{ readonly callee: string; readonly parameter: string }>(
    "ML3017",
    ({ callee, parameter }) => `\`${parameter}\` of \`${callee}\` must be the same for every row.`,
    example("Some arguments cannot come from a column.", "derive h = hour(at, zone_column)"),
    () => "Write the value itself.",
  ),
  dividesByZero: error<{ readonly operator: string }>(
    "ML3018",
    ({ operator }) => `\`${operator}\` by 0 is missing in every row.`,
    example("A division by 0 gives a missing value.", "derive x = amount / 0"),
  ),
  wrongUnit: error<{ readonly source: string }>(
    "ML3019",
    ({ source }) => `\`${source}\` is no value of a row: columns hold no sizes and no rates.`,
    example("Bytes and rates belong to deployments and alerts.", "filter size > 5MB"),
    () => "Write the number alone.",
  ),
  untypedNone: error<{ readonly what: string }>(
    "ML3020",
    ({ what }) => `${what} is only \`none\`: its type cannot be known.`,
    example("A column needs a type.", "derive x = none"),
    () => "Give it a value that has a type.",
  ),
};
