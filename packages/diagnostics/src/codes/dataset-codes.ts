import { error, information, warning } from "../code-entry.ts";
import { example } from "./wording.ts";

/** 31xx: datasets, their schemas and what is expected of them. */
export const datasetCodes = {
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
};
