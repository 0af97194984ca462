import { error, warning } from "../code-entry.ts";
import { named } from "./wording.ts";

const rowsText = (rows: number): string => (rows === 1 ? "1 row" : `${rows} rows`);

/** ML5405 – ML5429 and ML5470: rows that can be used, and should not be without a second look. Part of `runningCodes`. */
export const badInputCodes = {
  featuresWithoutValue: warning<{ model: string; columns: readonly string[]; rows: number }>(
    "ML5405",
    ({ model, columns, rows }) =>
      `${model}: no training row has a value of ${named(columns)} (${rowsText(rows)}), so nothing is learned from ${columns.length === 1 ? "it" : "them"}.`,
    "A column that is empty in all training rows most often comes from a source that changed: another name, another file, a join without a match.",
    ({ columns }) =>
      `\`drop ${columns.join(", ")}\`, or look at the source: \`expect { missing(${columns[0]}) < 50% }\` stops the next time.`,
  ),
  featuresConstant: warning<{ model: string; columns: readonly string[]; rows: number }>(
    "ML5406",
    ({ model, columns, rows }) =>
      `${model}: ${named(columns)} ${columns.length === 1 ? "has" : "have"} one value in all ${rowsText(rows)} of the training part, so nothing is learned from ${columns.length === 1 ? "it" : "them"}.`,
    "A constant column tells no row from another. It is harmless today, and unlike anything that was learned on the day when it changes.",
    ({ columns }) => `\`drop ${columns.join(", ")}\`, or look at how the rows were chosen.`,
  ),
  featuresIdentifying: warning<{ model: string; columns: readonly string[]; rows: number }>(
    "ML5407",
    ({ model, columns, rows }) =>
      `${model}: each of ${rowsText(rows)} has a value of its own in ${named(columns)}: a name or number of the row, from which nothing can be learned for other rows.`,
    "A column that names rows lets a model learn them by heart: training looks better than it is, and no later row has those values.",
    ({ columns }) =>
      `Declare ${columns.length === 1 ? "it" : "them"} \`id\`, or leave ${columns.length === 1 ? "it" : "them"} out of \`features\`: \`all except ${columns.join(", ")}\`.`,
  ),
  featureTellsTarget: warning<{ model: string; column: string; target: string; how: string }>(
    "ML5408",
    ({ model, column, target, how }) => `${model}: \`${column}\` alone all but tells \`${target}\`: ${how}.`,
    "A feature that alone predicts almost without fault is seldom a cause: it is more often written down when the answer is known already, and will be empty or different when the model is asked.",
    ({ column }) =>
      `Ask when \`${column}\` becomes known. If that is after the answer, leave it out of \`features\`; if not, all is well.`,
  ),
  levelsPooled: warning<{ model: string; column: string; levels: number; told: number }>(
    "ML5409",
    ({ model, column, levels, told }) =>
      `${model}: \`${column}\` has ${levels} values; the ${told} most frequent are told apart, all others count as missing.`,
    "Trees sort the values of a category into at most 255 bins. Beyond that only the frequent ones can be told apart.",
    ({ column }) =>
      `Write \`encode ${column} with target\` or \`with hashing\` below the split, or group its values first.`,
  ),
  classesOnlyInTest: warning<{ model: string; classes: readonly string[]; rows: number }>(
    "ML5410",
    ({ model, classes, rows }) =>
      `${model}: ${rowsText(rows)} of the test part ${rows === 1 ? "is" : "are"} of ${classes.length === 1 ? "a class" : "classes"} that no training row has (${named(classes)}), and can only be predicted wrong.`,
    "A class that is not in the training part is never predicted: accuracy and log_loss of the test part suffer for it, whatever the model.",
    () => "Split by `stratify`, or take in more rows, or leave such rows out with a `filter` above the split.",
  ),
  levelsOnlyInTest: warning<{
    model: string;
    column: string;
    example: string | null;
    levels: number;
    rows: number;
    testRows: number;
  }>(
    "ML5411",
    ({ model, column, example, levels, rows, testRows }) =>
      `${model}: ${rows} of ${rowsText(testRows)} of the test part ${rows === 1 ? "has" : "have"} a value of \`${column}\` that no training row has (${levels === 1 ? "1 value" : `${levels} values`}${example === null ? "" : `, such as \`${example}\``}).`,
    "Of a value that it never saw a model knows nothing: it is taken for missing, or for the rare ones. That many of them in the test part will be no fewer when serving.",
    ({ column }) => `Take in rows with these values, or make \`${column}\` coarser.`,
  ),
  classTooRareForFolds: warning<{ model: string; label: string; rows: number; folds: number }>(
    "ML5412",
    ({ model, label, rows, folds }) =>
      `${model}: the class \`${label}\` has ${rowsText(rows)} for ${folds} folds, so some folds are validated without it.`,
    "Each fold should be validated on rows of every class; of a class with fewer rows than folds some folds have none.",
    ({ rows }) =>
      rows > 1 ? `Use at most ${rows} folds, or take in more rows of the class.` : "Take in more rows of the class.",
  ),
  fewTestRows: warning<{ model: string; rows: number }>(
    "ML5413",
    ({ model, rows }) => `${model}: the test part has ${rowsText(rows)}: what is measured on so few is mostly chance.`,
    "With fewer than 30 test rows one row more or less changes every figure. The intervals in the report say by how much.",
    () => "Take in more rows, or give the split a larger share; for the choice between models trust `validate`.",
  ),
  valuesNotFinite: warning<{ column: string; count: number; value: string; file: string; row: number }>(
    "ML5414",
    ({ column, count, value, file, row }) =>
      `\`${column}\` has ${count === 1 ? "1 value that is" : `${count} values that are`} no finite number (row ${row} of ${file} has \`${value}\`): ${count === 1 ? "it counts" : "they count"} as missing.`,
    "`inf` and `nan` most often come from a division by zero or a logarithm before the export. No mean or split could be computed with them, so they are taken for missing values. Rows are counted from 1, the header not counted.",
    ({ column, value }) =>
      `Mend the data; or, if that is what is meant, say so: \`csv("…", missing: "${value}")\`, and \`expect { missing(${column}) < 5% }\`.`,
  ),
  headerRepeated: error<{ path: string; name: string; columns: readonly number[] }>(
    "ML5415",
    ({ path, name, columns }) =>
      `${path} has ${columns.length} columns called \`${name}\` (columns ${columns.join(" and ")}): which one is meant cannot be told.`,
    "Columns are found by their names in the header; capitals make no difference. Two of one name most often come from a join or a copy.",
    () => "Rename or remove one of them in the file.",
  ),
  numbersInexact: warning<{ column: string; count: number; value: string; file: string; row: number }>(
    "ML5416",
    ({ column, count, value, file, row }) =>
      `\`${column}\` has ${count === 1 ? "1 whole number" : `${count} whole numbers`} beyond 9007199254740992 (row ${row} of ${file} has \`${value}\`), where neighbours cannot be told apart.`,
    "Numbers are doubles, as in most tools of this trade: beyond 2 to the power of 53 not every whole number is one. For a quantity that is no loss; of a name it makes two rows one.",
    ({ column }) => `If it is a name, declare \`${column}  id\`. If it is a quantity, declare it \`number\`.`,
  ),
  headerOnly: error<{ path: string }>(
    "ML5470",
    ({ path }) => `${path} has a header and no rows, which do not tell the types of its columns.`,
    "Where a dataset has no schema, the types of its columns are inferred from their values. Of several files the first is looked at.",
    () => "Look at what writes the file; or write a `schema`, which allows for no rows.",
  ),
};
