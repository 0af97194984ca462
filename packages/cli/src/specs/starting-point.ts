import { formatFile } from "@mlopsc/compiler";
import { parseFile } from "@mlopsc/grammar";
import { nameText, type SourceDefinition, textLiteral } from "@mlopsc/plan";
import type { Column } from "@mlopsc/vocabulary";
import { isWritable, schemaText } from "./schema-text.ts";

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
  const names = columns.filter(({ name }) => isWritable(name));
  const some = names[0]?.name ?? "id";
  const text = `## Inferred from the data: correct what the values could not tell, and mark personal data \`pii\`.
dataset ${nameText(dataset)} {
  source = ${sourceText(given)}
  # key = ${nameText(some)}  # the column that names a row, if it does
${schemaText(columns)}
}

transform ${nameText(`${dataset}_features`)} {
  from ${nameText(dataset)}
${transformHints(names)
  .map((line) => `  # ${line}\n`)
  .join("")}}

# What should be predicted? Put its column in place of TARGET, and remove the marks.
#
# model first {
#   from      = ${nameText(`${dataset}_features`)}
#   predict   = TARGET
#   features  = all${names.length > 1 ? ` except ${nameText(some)}` : ""}
#   algorithm = gradient_boosting
#   baseline  = dummy
#   validate  = cross_validation(folds: 5)
# }
`;
  return formatted(`${dataset}.mlops`, text);
}

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
  const named = (test: (column: Column) => boolean): string | undefined => {
    const found = columns.find(test);
    return found === undefined ? undefined : nameText(found.name);
  };
  const odd = columns.find(({ name }) => nameText(name) !== name);
  const number = named(({ type }) => type.kind === "number" || type.kind === "int");
  const gaps = named(({ type }) => type.nullable && (type.kind === "number" || type.kind === "int"));
  const words = named(({ type }) => type.kind === "category");
  const time = named(({ type }) => type.kind === "timestamp" || type.kind === "date");
  return [
    ...(odd === undefined ? [] : ["clean names                 # names without spaces and signs, in small letters"]),
    ...(number === undefined ? [] : [`derive twice = ${number} * 2`]),
    time === undefined
      ? "split test 20%              # what stands below is learned from the other 80% only"
      : `split test 20% by time ${time}  # the latest rows; what stands below is learned from the others only`,
    ...(gaps === undefined ? [] : [`impute ${gaps} with median`]),
    ...(words === undefined ? [] : [`encode ${words} with one_hot`]),
  ];
}

const formatted = (path: string, text: string): string => formatFile(parseFile(path, text));
