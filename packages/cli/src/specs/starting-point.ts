import { cleanName, formatFile, isWritable, schemaText } from "@mlopsc/compiler";
import { parseFile } from "@mlopsc/grammar";
import { nameText, type SourceDefinition, textLiteral } from "@mlopsc/plan";
import type { Column } from "@mlopsc/vocabulary";

/** `project.mlops` of a new project. `data` is the folder of the data, where that lies elsewhere. */
export function projectSpec({ name, data }: { readonly name: string; readonly data?: string }): string {
  const parameter =
    data === undefined
      ? ""
      : `\n## The folder with the data. Another one: \`mlopsc apply --param data=FOLDER\`.\nparam data : text = ${textLiteral(data)}\n`;
  return formatted("project.mlops", `project ${nameText(name)} {\n  seed = 42\n}\n${parameter}`);
}

export interface NewDataset {
  readonly dataset: string;
  readonly path: { readonly parameter: boolean; readonly text: string };
  readonly source: SourceDefinition;
  readonly columns: readonly Column[];
}

/** A dataset with its schema, a transform that reads it, and in comments what may come next, with its own columns. */
export function datasetSpec(given: NewDataset): string {
  const { dataset, columns } = given;
  const written = columns.filter(({ name }) => isWritable(name));
  // Names that need backticks are cleaned at once, so that what follows reads well.
  const isOdd = written.some(({ name }) => nameText(name) !== name);
  const usable = isOdd ? written.map((column) => ({ ...column, name: cleanName(column.name) })) : written;
  const features = nameText(`${dataset}_features`);
  const left = exceptions(usable);
  const text = `## Inferred from the data: correct what the values could not tell, and mark personal data \`pii\`.
dataset ${nameText(dataset)} {
  source = ${sourceText(given)}
  # key = ${nameText(written[0]?.name ?? "id")}  # the column that names a row, if it does
${schemaText(columns)}
}

transform ${features} {
  from ${nameText(dataset)}
${isOdd ? "clean names # in small letters, without spaces and signs\n" : ""}${transformHints(usable)
  .map((line) => `  # ${line}\n`)
  .join("")}}

# What should be predicted? Put its column in place of TARGET, split above, and remove the marks.
#
# model first {
#   from      = ${features}
#   predict   = TARGET
#   features  = all${left.length === 0 ? "" : ` except ${left.map(nameText).join(", ")}`}
#   algorithm = gradient_boosting
#   baseline  = dummy
#   validate  = cross_validation(folds: 5)
# }
`;
  return formatted(`${dataset}.mlops`, text);
}

/** The first column, which most often names the row, and those that no algorithm takes as they are. */
const exceptions = (columns: readonly Column[]): readonly string[] =>
  columns
    .filter(
      ({ type }, at) => (at === 0 && columns.length > 1) || ["text", "id", "date", "timestamp"].includes(type.kind),
    )
    .map(({ name }) => name);

function sourceText({ path, source }: NewDataset): string {
  const literal = path.parameter ? `"{data}/${textLiteral(path.text).slice(1)}` : textLiteral(path.text);
  const named =
    source.format === "csv"
      ? (["encoding", "decimal"] as const).flatMap((name) =>
          source[name] === undefined ? [] : [`${name}: ${textLiteral(source[name])}`],
        )
      : [];
  return `${source.format}(${[literal, ...named].join(", ")})`;
}

/** Steps that make sense for columns of such types; none of them is taken without being asked. */
function transformHints(columns: readonly Column[]): readonly string[] {
  const named = (test: (type: Column["type"]) => boolean): string | undefined => {
    const found = columns.find(({ type }) => test(type));
    return found === undefined ? undefined : nameText(found.name);
  };
  const isNumber = ({ kind }: Column["type"]): boolean => kind === "number" || kind === "int";
  const time = named(({ kind }) => kind === "timestamp" || kind === "date");
  const number = named(({ kind }) => kind === "number") ?? named(isNumber);
  const gaps = named((type) => type.nullable && isNumber(type));
  const words = named(({ kind }) => kind === "category");
  const derived =
    time !== undefined
      ? `derive weekday = weekday(${time})`
      : number !== undefined
        ? `derive log_value = log1p(${number})`
        : undefined;
  const lines: (readonly [step: string | undefined, comment: string])[] = [
    [derived, "a column made of others"],
    [
      time === undefined ? "split test 20%" : `split test 20% by time ${time}`,
      "what stands below is learned from the other rows only",
    ],
    [gaps === undefined ? undefined : `impute ${gaps} with median`, "fills what is missing"],
    [words === undefined ? undefined : `encode ${words} with one_hot`, "a column of 0 and 1 for each category"],
  ];
  const steps = lines.flatMap(([step, comment]) => (step === undefined ? [] : [{ step, comment }]));
  const width = Math.max(...steps.map(({ step }) => step.length));
  return steps.map(({ step, comment }) => `${step.padEnd(width)}  # ${comment}`);
}

const formatted = (path: string, text: string): string => formatFile(parseFile(path, text));
