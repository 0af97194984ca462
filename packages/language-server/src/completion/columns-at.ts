import type { Declaration, SchemaColumn, TableSchema } from "@mlopsc/compiler";
import type { ColumnSource } from "./cursor-context.ts";
import { modelOf } from "./model-of.ts";
import { type Question, referencesOf } from "./question.ts";

export interface ColumnsAt {
  readonly columns: readonly SchemaColumn[];
  readonly families: TableSchema["families"];
  /** Columns that would be wrong there, though they are there: the predicted one among features. */
  readonly unfit: ReadonlySet<string>;
}

const none: ColumnsAt = { columns: [], families: [], unfit: new Set() };

/** The columns that may be named at a cursor. */
export function columnsAt(source: ColumnSource, question: Question): ColumnsAt {
  switch (source.table) {
    case "step":
      return of(stepSchema(question));
    case "joined": {
      const own = of(stepSchema(question));
      const other = of(tableNamed(source.name, question));
      const names = new Set(other.columns.map(({ name }) => name));
      const both = own.columns.filter(({ name }) => names.has(name));
      return both.length > 0 ? { ...own, columns: both } : own;
    }
    case "named":
      return of(tableNamed(source.name, question));
    case "dataset":
      return of(question.block === null ? undefined : question.analyses.datasets.get(question.block)?.schema);
    case "attribute":
      return attributeColumns(source, question);
  }
}

const of = (schema: TableSchema | undefined): ColumnsAt =>
  schema === undefined ? none : { columns: schema.columns, families: schema.families, unfit: new Set() };

/** The table right before the step that the cursor stands in, or that would begin there. */
function stepSchema({ block, place, analyses }: Question): TableSchema | undefined {
  const steps = (block === null ? undefined : analyses.transforms.get(block))?.steps ?? [];
  const offset = place.placed?.offset ?? 0;
  const start = place.line?.before[0]?.start ?? place.word.span.start - offset;
  const own = steps.find(({ syntax }) => syntax.span.start <= start && start < syntax.span.end);
  return own?.before ?? steps.findLast(({ syntax }) => syntax.span.end <= start)?.after;
}

/** The columns of a dataset, or those that a transform gives to others. */
export function tableSchema(
  table: Declaration | undefined,
  { analyses }: Pick<Question, "analyses">,
): TableSchema | undefined {
  if (table === undefined) return undefined;
  return analyses.datasets.get(table)?.schema ?? analyses.transforms.get(table)?.dataSchema;
}

function tableNamed(name: string, question: Question): TableSchema | undefined {
  const { dataset, transform } = question.program.byKind;
  return tableSchema(dataset.get(name) ?? transform.get(name), question);
}

function attributeColumns(
  { split, many }: Extract<ColumnSource, { table: "attribute" }>,
  question: Question,
): ColumnsAt {
  const { block, analyses } = question;
  if (block === null) return none;
  const dataset = analyses.datasets.get(block);
  if (dataset !== undefined) return of(dataset.schema);
  const samples = [...referencesOf(question, block, "reference"), ...referencesOf(question, block, "current")];
  if (samples.length > 0) return of(tableSchema(samples[0], question));
  const model = modelOf(block, question);
  const transform = model?.transform;
  if (!transform) return none;
  // Features are neither what is predicted nor what names a row.
  const unfit = many ? [model.target?.name ?? "", ...(split ? [] : transform.key)] : [];
  return { ...of(split ? transform.splitSchema : transform.output), unfit: new Set(unfit) };
}
