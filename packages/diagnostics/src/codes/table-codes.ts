import { type CodeEntry, error, information, warning } from "../code-entry.ts";

const example = (sentence: string, spec: string): string => `${sentence}\n\n\`\`\`mlops\n${spec}\n\`\`\``;
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

/** 30xx – 34xx: values, expressions, datasets and transforms. */
export const tableCodes = {
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

  nullableKey: error<{ readonly column: string }>(
    "ML3101",
    ({ column }) => `The key column \`${column}\` may be missing.`,
    example("What names a row must be there in every row.", "key = id\nschema { id id? }"),
    () => "Remove the `?` from its type, or choose another key.",
  ),
  schemaUnknown: information<{ readonly dataset: string }>(
    "ML3102",
    ({ dataset }) => `The columns of \`${dataset}\` are not known yet: there is no schema, and no file to look into.`,
    example(
      "Steps that read this dataset are checked once its columns are known.",
      'dataset a {\n  source = csv("absent.csv")\n}',
    ),
    () => "Write a `schema`, or put the file in its place.",
  ),
  wrongBound: error<{ readonly column: string; readonly type: string; readonly wanted: string }>(
    "ML3103",
    ({ column, type, wanted }) => `\`${column}\` is ${type}: \`in\` takes ${wanted} here.`,
    example(
      "Numbers and times are bounded by a range, texts and categories by a list.",
      'schema { age int in ["a", "b"] }',
    ),
  ),
  dropNeedsRows: error<{ readonly source: string }>(
    "ML3104",
    ({ source }) => `\`else drop\` cannot follow \`${source}\`, which is about the whole table: no row is to blame.`,
    example("Rows can be put aside only where the condition is about one row.", "expect { rows > 10 else drop }"),
    () => "Write `else warn`, or a condition on the columns of a row.",
  ),
  contradictoryExpectations: warning<{ readonly source: string; readonly other: string }>(
    "ML3105",
    ({ source, other }) => `\`${source}\` and \`${other}\` cannot both hold.`,
    example("No data can pass.", "expect {\n  rows >= 100\n  rows < 50\n}"),
    () => "Correct one of the two.",
  ),
  compositeMeasure: error<{ readonly measure: string }>(
    "ML3106",
    ({ measure }) => `\`${measure}\` must stand alone on one side, with a number on the other.`,
    example("A figure of the whole table is compared with a constant.", "expect { rows + 1 > mean(age) }"),
    ({ measure }) => `Write \`${measure} >= NUMBER\`.`,
  ),
  measureOfKind: error<{ readonly measure: string; readonly column: string; readonly found: string }>(
    "ML3107",
    ({ measure, column, found }) => `\`${measure}\` needs numbers, but \`${column}\` is ${found}.`,
    example("Some figures exist only for quantities.", "expect { outliers(email) < 1% }"),
  ),
  emptySchema: error<{ readonly dataset: string }>(
    "ML3108",
    ({ dataset }) => `The schema of \`${dataset}\` has no column.`,
    example("A schema names the columns that are taken in.", "schema { }"),
    () => "Write the columns, or remove the section: it is then inferred.",
  ),
  formatOfKind: error<{ readonly column: string; readonly found: string }>(
    "ML3109",
    ({ column, found }) => `\`format\` says how a date or timestamp is written, but \`${column}\` is ${found}.`,
    example("Only times have a format.", 'age int format "%d"'),
    () => "Remove it.",
  ),
  repeatedExpectation: warning<{ readonly source: string }>(
    "ML3110",
    ({ source }) => `\`${source}\` is already expected.`,
    example("Once is enough.", "schema { age int }\nexpect { missing(age) == 0% }"),
    () => "Remove the line.",
  ),
  unknownZone: error<{ readonly zone: string }>(
    "ML3111",
    ({ zone }) => `\`${zone}\` is not written like a time zone.`,
    example("A zone is named by region and city.", 'hour(at, "CET+1")'),
    () => 'Write "UTC" or a name like "Europe/Paris".',
  ),

  stepBeforeFrom: error<{ readonly verb: string }>(
    "ML3201",
    ({ verb }) => `\`${verb}\` has no table yet: a transform begins with \`from\`.`,
    example("The first step names the table.", "transform a {\n  filter age > 18\n}"),
    () => "Begin with `from TABLE`.",
  ),
  secondFrom: error<Record<string, never>>(
    "ML3202",
    () => "A transform has one `from`.",
    example("Other tables come in with `join` and `union`.", "transform a {\n  from b\n  from c\n}"),
    () => "Write `join TABLE on KEY` or `union TABLE`.",
  ),
  relationalBelowSplit: error<{ readonly verb: string }>(
    "ML3203",
    ({ verb }) => `\`${verb}\` stands below \`split\`, where every step must work on a single request.`,
    example(
      "Steps that look at other rows or tables run before the split; what they made is part of the request.",
      "split test 20%\njoin spend on id",
    ),
    () => "Move it above `split`.",
  ),
  fittedAboveSplit: error<{ readonly verb: string }>(
    "ML3204",
    ({ verb }) => `\`${verb}\` stands above \`split\`: it would learn from the test rows.`,
    example("What learns from data must see the training part only.", "impute age with median\nsplit test 20%"),
    () => "Move `split` above it.",
  ),
  fittedWithoutSplit: error<{ readonly verb: string }>(
    "ML3205",
    ({ verb }) => `\`${verb}\` learns from data, but this transform has no \`split\`.`,
    example("What learns from data stands below `split`.", "from customers\nimpute age with median"),
    () => "Write `split test 20%` above it.",
  ),
  secondSplit: error<Record<string, never>>(
    "ML3206",
    () => "A transform has one `split`.",
    example("The test part is put aside once.", "split test 20%\nsplit test 10%"),
    () => "Remove one of the two; folds for validation are the model's: `validate = …`.",
  ),
  readsSplitTransform: error<{ readonly name: string }>(
    "ML3207",
    ({ name }) => `\`${name}\` has a \`split\`: its rows are in two parts, and no other transform can read it.`,
    example("Only models read a transform with a split.", "transform b {\n  from a   # a has a split\n}"),
    ({ name }) => `Move the steps of \`${name}\` above its split into a transform of their own, and read that.`,
  ),
  emptyTransform: error<{ readonly name: string }>(
    "ML3208",
    ({ name }) => `The transform \`${name}\` has no step.`,
    example("A transform begins with `from`.", "transform a { }"),
    () => "Begin with `from TABLE`.",
  ),
  joinKinds: error<{
    readonly left: string;
    readonly right: string;
    readonly leftType: string;
    readonly rightType: string;
  }>(
    "ML3209",
    ({ left, right, leftType, rightType }) =>
      `\`${left}\` is ${leftType} here, but \`${right}\` is ${rightType} in the other table: no row would match.`,
    example("Keys must be of one sort.", "join spend on customer_id   # id here, int there"),
    () => "Turn one of them into the type of the other with `cast`, or in its schema.",
  ),
  columnTaken: error<{ readonly names: readonly string[] }>(
    "ML3210",
    ({ names }) =>
      `${names.length === 1 ? "There is a column" : "There are columns"} ${names.map((name) => `\`${name}\``).join(", ")} already.`,
    example("A table has each column once.", "rename age = years   # there is an age already"),
    () => "Rename or drop one of the two first.",
  ),
  cleanNamesCollide: error<{ readonly first: string; readonly second: string; readonly name: string }>(
    "ML3211",
    ({ first, second, name }) => `\`${first}\` and \`${second}\` would both be called \`${name}\`.`,
    example("Clean names must differ.", "schema { `Age` int `age` int }\n…\nclean names"),
    () => "Rename one of the two first.",
  ),
  randomSplitOverTime: warning<{ readonly column: string }>(
    "ML3212",
    ({ column }) =>
      `The rows are ordered in time by \`${column}\`, but the split is random: the model is tested on a past that it has seen both sides of.`,
    example(
      "Neighbours in time are alike, so that a random test part flatters.",
      "lag load by 48 order at\nsplit test 20%",
    ),
    ({ column }) => `Write \`by time ${column}\`.`,
  ),
  decomposeLooksAhead: warning<{ readonly column: string }>(
    "ML3213",
    ({ column }) =>
      `\`decompose ${column}\` looks at later rows too, and a split stands below it: the future leaks into the features.`,
    example("The centred mean of `decompose` is for exploring.", "decompose load period 48 order at\nsplit test 20%"),
    () => "Use `rolling`, which looks back only.",
  ),
  wrongOperand: error<{ readonly verb: string; readonly wanted: string }>(
    "ML3214",
    ({ verb, wanted }) => `\`${verb}\` takes ${wanted}.`,
    example("Each verb takes operands of its own.", "drop 3"),
  ),
  missingClause: error<{ readonly verb: string; readonly clause: string }>(
    "ML3215",
    ({ verb, clause }) => `\`${verb}\` needs \`${clause} …\`.`,
    example("Some clauses must be given.", "impute age"),
    ({ verb, clause }) => `Write \`${verb} … ${clause} …\`.`,
  ),
  stepKind: error<{ readonly verb: string; readonly column: string; readonly wanted: string; readonly found: string }>(
    "ML3216",
    ({ verb, column, wanted, found }) => `\`${verb}\` needs ${wanted}, but \`${column}\` is ${found}.`,
    example("Some steps work on certain kinds of columns.", "scale name with standard   # text"),
  ),
  nothingToImpute: warning<{ readonly column: string }>(
    "ML3217",
    ({ column }) => `\`${column}\` is never missing here: there is nothing to fill in.`,
    example("The column's type says that it is always there.", "schema { age int }\n…\nimpute age with median"),
    () => "Leave it out; if values can be missing, say so in the schema with `?`.",
  ),
  castImpossible: error<{
    readonly column: string;
    readonly from: string;
    readonly to: string;
    readonly advice: string;
  }>(
    "ML3218",
    ({ column, from, to }) => `\`${column}\` cannot be turned from ${from} into ${to}.`,
    example("Not every type can become every other.", "cast signup as bool"),
    ({ advice }) => advice,
  ),
  joinWithoutKey: error<{ readonly table: string }>(
    "ML3219",
    ({ table }) => `\`${table}\` has more than one row: the join needs a key.`,
    example("Only a table of one row is joined without `on`.", "join spend"),
    () => "Write `on COLUMN`.",
  ),
  joinMultiplies: warning<{ readonly table: string; readonly key: string }>(
    "ML3220",
    ({ table, key }) => `A row may match several rows of \`${table}\`, whose key is ${key}: rows would be repeated.`,
    example("A join on less than the other table's key repeats rows.", "join purchases on customer_id"),
    () => "Aggregate or dedupe the other table first.",
  ),
  unionKinds: error<{ readonly column: string; readonly here: string; readonly there: string }>(
    "ML3221",
    ({ column, here, there }) => `\`${column}\` is ${here} here, but ${there} in the other table.`,
    example("Columns of one name must be of one sort in both tables.", "union older"),
    () => "Cast or rename one of the two first.",
  ),
  wrongAmount: error<{ readonly what: string; readonly wanted: string; readonly found: string }>(
    "ML3222",
    ({ what, wanted, found }) => `\`${what}\` takes ${wanted}, but this is ${found}.`,
    example("A share is between 0 and 100 %, a count is a whole number from 1.", "split test 120%"),
  ),
  splitColumn: error<{
    readonly column: string;
    readonly wanted: string;
    readonly found: string;
    readonly clause: string;
  }>(
    "ML3223",
    ({ column, wanted, found, clause }) => `\`${clause}\` needs ${wanted}, but \`${column}\` is ${found}.`,
    example("Strata are classes, and time is a date or timestamp.", "split test 20% stratify amount"),
  ),
  splitClauses: error<{ readonly first: string; readonly second: string }>(
    "ML3224",
    ({ first, second }) => `A split goes \`${first}\` or \`${second}\`, not both.`,
    example("Rows are dealt in one way.", "split test 20% stratify churned by time at"),
    () => "Remove one of the two.",
  ),
  notAggregate: error<{ readonly verb: string }>(
    "ML3225",
    ({ verb }) => `\`${verb}\` takes one aggregate on each line: \`name = sum(…)\`.`,
    example(
      "What is made of several aggregates is derived in the next step.",
      "aggregate by id: share = sum(a) / sum(b)",
    ),
    () => "Use sum, mean, min, max, count, count_distinct, median, stddev, first, last or mode, alone.",
  ),
  notPersonalText: error<{ readonly column: string; readonly found: string }>(
    "ML3226",
    ({ column, found }) => `\`anonymise\` makes names out of text, but \`${column}\` is ${found}.`,
    example("A pseudonym stands for a text.", "anonymise age"),
    () => "Drop the column, or derive something coarser from it.",
  ),
  nothingLeft: error<{ readonly verb: string }>(
    "ML3227",
    ({ verb }) => `After \`${verb}\` no column would be left.`,
    example("A table needs a column.", "drop all"),
  ),
  constantKind: error<{ readonly column: string; readonly found: string }>(
    "ML3228",
    ({ column, found }) => `The constant does not fit \`${column}\`, which is ${found}.`,
    example("What is filled in must be of the column's kind.", 'impute age with constant("unknown")'),
  ),
};
