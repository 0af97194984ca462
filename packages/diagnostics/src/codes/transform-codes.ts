import { error, warning } from "../code-entry.ts";
import { example } from "./wording.ts";

/** 32xx: transforms. */
export const transformCodes = {
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
