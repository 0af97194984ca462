import { type CodeEntry, error, warning } from "../code-entry.ts";
import { example, meant, type UnknownName } from "./wording.ts";

const unknown = (
  code: string,
  what: string,
  explanation: string,
): CodeEntry<UnknownName & { readonly within?: string }> =>
  error<UnknownName & { readonly within?: string }>(
    code,
    ({ name, within }) => `Unknown ${what} \`${name}\`${within === undefined ? "" : ` in ${within}`}.`,
    explanation,
    meant,
  );

/** 2xxx: names. */
export const nameCodes = {
  unknownBlockKind: unknown(
    "ML2001",
    "kind of block",
    example("A block begins with one of the known words.", 'datset customers {\n  source = csv("customers.csv")\n}'),
  ),
  unknownAttribute: unknown(
    "ML2002",
    "attribute",
    example("Each kind of block has its own attributes.", "model churn {\n  form = features\n}"),
  ),
  unknownSection: unknown(
    "ML2003",
    "section",
    example("Each kind of block has its own sections.", "dataset customers {\n  shema { age int }\n}"),
  ),
  unknownVerb: unknown(
    "ML2004",
    "step",
    example(
      "A line of a transform begins with a verb.",
      "transform features {\n  from customers\n  fliter age > 18\n}",
    ),
  ),
  unknownClause: unknown(
    "ML2005",
    "clause",
    example(
      "After its operands, a step or value takes only clauses of its own.",
      "transform features {\n  join spend onn id\n}",
    ),
  ),
  unknownFunction: unknown(
    "ML2006",
    "function",
    example("An expression calls only known functions.", "derive n = lenght(name)"),
  ),
  unknownType: unknown(
    "ML2007",
    "type",
    example(
      "A column is bool, int, number, text, category, id, date, timestamp or duration.",
      "schema {\n  age integer\n}",
    ),
  ),
  unknownOption: unknown(
    "ML2008",
    "choice",
    example("Only certain words or calls may stand here.", 'source = cvs("customers.csv")'),
  ),
  unknownArgument: unknown(
    "ML2009",
    "parameter",
    example("A call takes only parameters of its own.", 'source = csv("customers.csv", delimeter: ";")'),
  ),
  unknownReference: error<UnknownName & { readonly wanted: string }>(
    "ML2010",
    ({ name, wanted }) => `There is no ${wanted} named \`${name}\`.`,
    example("A name must be declared in some file of the project.", "transform features {\n  from custmers\n}"),
    meant,
  ),
  wrongReference: error<{ readonly name: string; readonly found: string; readonly wanted: string }>(
    "ML2011",
    ({ name, found, wanted }) => `\`${name}\` is a ${found}, but a ${wanted} should stand here.`,
    example("A reference must name a block of the right kind.", "model churn {\n  from = customers   # a dataset\n}"),
    ({ wanted }) => `Give the name of a ${wanted}.`,
  ),
  unknownColumn: error<UnknownName & { readonly where: string }>(
    "ML2012",
    ({ name, where }) => `There is no column \`${name}\` ${where}.`,
    example("A step sees the columns that the steps above it leave.", "derive age_squared = agge * agge"),
    meant,
  ),
  goneColumn: error<{ readonly name: string; readonly verb: string; readonly renamedTo: string | null }>(
    "ML2013",
    ({ name, verb, renamedTo }) =>
      renamedTo === null
        ? `The column \`${name}\` is gone: \`${verb}\` left it out.`
        : `The column \`${name}\` is called \`${renamedTo}\` since \`${verb}\`.`,
    example("A step above dropped or renamed the column.", "drop age\nderive adult = age >= 18"),
    ({ renamedTo }) =>
      renamedTo === null ? "Move this step above the one that leaves it out." : `Write \`${renamedTo}\`.`,
  ),
  unknownParameter: error<UnknownName>(
    "ML2014",
    ({ name }) => `There is no param named \`${name}\`.`,
    example("A text may hold the value of a `param`.", 'source = csv("{dta}/customers.csv")'),
    meant,
  ),
  duplicateDeclaration: error<{ readonly kind: string; readonly name: string; readonly first: string }>(
    "ML2015",
    ({ kind, name, first }) => `The name of the ${kind} \`${name}\` is taken by ${first}.`,
    example(
      "Datasets and transforms share one set of names, models and ensembles another; every other kind has its own.",
      "dataset a { … }\ntransform a { … }",
    ),
    () => "Give one of the two another name.",
  ),
  duplicateAttribute: error<{ readonly name: string }>(
    "ML2016",
    ({ name }) => `\`${name}\` is given twice.`,
    example("Each attribute has one value.", "model churn {\n  from = a\n  from = b\n}"),
    () => "Remove one of the two.",
  ),
  duplicateColumn: error<{ readonly name: string }>(
    "ML2017",
    ({ name }) => `The column \`${name}\` is there twice.`,
    example("A table has each column once.", "schema {\n  age int\n  age number\n}"),
    () => "Remove or rename one of the two.",
  ),
  duplicateSection: error<{ readonly name: string }>(
    "ML2018",
    ({ name }) => `A second section \`${name}\` in one block.`,
    example("Each section stands once in a block.", "dataset a {\n  expect { rows > 0 }\n  expect { rows < 10 }\n}"),
    () => "Move its lines into the first one.",
  ),
  duplicateArgument: error<{ readonly name: string }>(
    "ML2019",
    ({ name }) => `The parameter \`${name}\` is given twice.`,
    example("Each parameter has one value.", 'csv("a.csv", path: "b.csv")'),
    () => "Remove one of the two.",
  ),
  duplicateClause: error<{ readonly name: string }>(
    "ML2020",
    ({ name }) => `The clause \`${name}\` is given twice.`,
    example("Each clause stands once in a line.", "impute age with mean with median"),
    () => "Remove one of the two.",
  ),
  missingAttribute: error<{ readonly kind: string; readonly block: string; readonly attribute: string }>(
    "ML2022",
    ({ kind, block, attribute }) => `The ${kind} \`${block}\` lacks \`${attribute}\`.`,
    example("Some attributes must be given.", "dataset customers {\n  key = customer_id\n}"),
    ({ attribute }) => `Add a line \`${attribute} = …\`.`,
  ),
  missingProject: error<Record<string, never>>(
    "ML2023",
    () => "No file has a `project` block.",
    example("A project is named by one block in one of its files.", "project churn {\n  seed = 42\n}"),
    () => "Add `project NAME { }` to one of the files.",
  ),
  secondProject: error<{ readonly name: string; readonly first: string }>(
    "ML2024",
    ({ name, first }) => `A second project \`${name}\`: this one is \`${first}\`.`,
    example("All files of a folder are one project.", "project a { }\nproject b { }"),
    () => "Remove one of the two, or move its files to a folder of their own.",
  ),
  unusedBlock: warning<{ readonly kind: string; readonly name: string }>(
    "ML2025",
    ({ kind, name }) => `Nothing uses the ${kind} \`${name}\`.`,
    example("What nothing reads has no effect on the results.", 'dataset forgotten {\n  source = csv("a.csv")\n}'),
    () => "Use it or remove it.",
  ),
  unusedParameter: warning<{ readonly name: string }>(
    "ML2026",
    ({ name }) => `Nothing uses the param \`${name}\`.`,
    example('A param is used as `"{name}/file.csv"` or by its name.', 'param data : text = "data"'),
    () => "Use it or remove it.",
  ),
  cycle: error<{ readonly names: readonly string[] }>(
    "ML2027",
    ({ names }) => `These tables are made from each other: ${names.map((name) => `\`${name}\``).join(" → ")}.`,
    example("A transform cannot read what is made from it.", "transform a { from b }\ntransform b { from a }"),
    () => "Let one of them read something else.",
  ),
  oneOfMissing: error<{ readonly kind: string; readonly block: string; readonly attributes: readonly string[] }>(
    "ML2028",
    ({ kind, block, attributes }) =>
      `The ${kind} \`${block}\` needs one of ${attributes.map((name) => `\`${name}\``).join(", ")}.`,
    example(
      "Exactly one of these attributes must be given.",
      "model churn {\n  from = features\n  predict = churned\n}",
    ),
  ),
  oneOfMany: error<{ readonly first: string; readonly second: string }>(
    "ML2029",
    ({ first, second }) => `\`${second}\` cannot stand beside \`${first}\`.`,
    example("Exactly one of these attributes may be given.", "algorithm = dummy\nsearch = boosting"),
    () => "Remove one of the two.",
  ),
  parameterWithoutValue: error<{ readonly name: string }>(
    "ML2030",
    ({ name }) => `The param \`${name}\` has no value.`,
    example("A param without a default must be given.", "param data : text"),
    ({ name }) => `Give one with \`--param ${name}=…\`, or write a default: \`= …\`.`,
  ),
  unknownParameterGiven: error<UnknownName>(
    "ML2031",
    ({ name }) => `\`--param ${name}=…\` was given, but the project has no such param.`,
    "What is given on the command line must be declared: `param data : text`.",
    meant,
  ),
  wrongParameterGiven: error<{ readonly name: string; readonly value: string; readonly type: string }>(
    "ML2032",
    ({ name, value, type }) => `\`--param ${name}=${value}\` is not ${type}.`,
    "The value given on the command line must be of the type that the param declares.",
    ({ type }) => `Give ${type}.`,
  ),
  misplacedLine: error<{ readonly line: string; readonly block: string; readonly wanted: string }>(
    "ML2033",
    ({ line, block, wanted }) => `${line} cannot stand in ${block}, which holds ${wanted}.`,
    example("Each block and section holds lines of one sort.", "dataset customers {\n  filter age > 18\n}"),
  ),
  tooManyArguments: error<{ readonly callee: string; readonly most: number }>(
    "ML2034",
    ({ callee, most }) =>
      most === 0
        ? `\`${callee}\` takes nothing here.`
        : `\`${callee}\` takes ${most} value${most === 1 ? "" : "s"} without a name at most.`,
    example("Only some parameters may be given without their name.", 'csv("a.csv", ";")'),
    () => "Write the parameter's name before the value: `name: value`.",
  ),
  missingArgument: error<{ readonly callee: string; readonly name: string }>(
    "ML2035",
    ({ callee, name }) => `\`${callee}\` needs \`${name}\`.`,
    example("Some parameters must be given.", "source = csv()"),
    ({ callee, name }) => `Write \`${callee}(${name}: …)\`.`,
  ),
};
