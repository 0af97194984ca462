import { codes } from "@mlopsc/diagnostics";
import type { Word } from "@mlopsc/grammar";
import { columnSorts, isQuantity } from "@mlopsc/vocabulary";
import { reportUnknownColumn } from "../semantics/expression/column-reference.ts";
import { resolveColumn } from "../semantics/names/resolve-column.ts";
import type { ColumnSelection, Declaration } from "../semantics/program.ts";
import { type ColumnFamily, findColumn, type SchemaColumn, type TableSchema } from "../semantics/table-schema.ts";
import type { TransformAnalysis } from "../semantics/transform-analysis.ts";
import { nameSpan, typedValueOf } from "./attributes.ts";
import type { CheckContext } from "./check-context.ts";
import type { FeatureAnalysis, FeatureColumn } from "./model-analysis.ts";

const everything: ColumnSelection = { all: "any", names: [], except: [] };

/** The columns that a model learns from, after all steps; never the predicted one, the key or the weights. Null where wrong. */
export function analyseFeatures(
  model: Declaration,
  transform: TransformAnalysis,
  target: string,
  weights: string | null,
  context: CheckContext,
): FeatureAnalysis | null {
  const value = typedValueOf(context.program, model, "features", "columns");
  if (value === undefined && context.program.bound.get(model)?.written.has("features")) return null;
  const selection = value?.selection ?? everything;
  const { output, key } = transform;
  const scope = { ...context, model, transform, schema: output, weights };
  const columns =
    selection.all === null
      ? namedColumns(selection.names, target, key, scope)
      : allColumns(selection.all, selection.except, target, key, scope);
  if (columns === null) return null;
  if (columns.length === 0 && output.known) {
    context.reporter.report(model, value?.span ?? nameSpan(model), codes.noFeatures, { model: model.name });
    return null;
  }
  return { selector: selectorOf(columns, transform, target), columns };
}

interface Scope extends CheckContext {
  readonly model: Declaration;
  readonly transform: TransformAnalysis;
  readonly schema: TableSchema;
  readonly weights: string | null;
}

function namedColumns(
  words: readonly Word[],
  target: string,
  key: readonly string[],
  scope: Scope,
): readonly FeatureColumn[] | null {
  const { model, reporter, schema, weights } = scope;
  const columns: FeatureColumn[] = [];
  let broken = false;
  const chosen = new Set<string>();
  for (const word of words) {
    const family = familyOf(word.text, schema);
    const column = findColumn(schema, word.text);
    resolveFeature(word, column, family, scope);
    if (word.text === target) reporter.report(model, word.span, codes.targetInFeatures, { column: target });
    else if (key.includes(word.text)) reporter.report(model, word.span, codes.keyInFeatures, { column: word.text });
    else if (word.text === weights) reporter.report(model, word.span, codes.weightsInFeatures, { column: weights });
    else if (column) columns.push({ name: column.name, type: column.type });
    else if (family) columns.push(familyColumn(family));
    else if (schema.known) {
      reportUnknownColumn(word, schema, { declaration: model, reporter }, { words: Object.keys(columnSorts) });
      broken = true;
    } else columns.push({ name: word.text, type: null });
    chosen.add(family?.from ?? word.text);
  }
  return broken || leavesFamilyOut(chosen, words, columns, scope) ? null : unique(columns);
}

function allColumns(
  sort: NonNullable<ColumnSelection["all"]>,
  except: readonly Word[],
  target: string,
  key: readonly string[],
  { model, reporter, schema, weights }: Scope,
): readonly FeatureColumn[] | null {
  let broken = false;
  for (const word of except) {
    const family = familyOf(word.text, schema);
    resolveFeature(word, findColumn(schema, word.text), family, { model, reporter });
    if (family) reporter.report(model, word.span, codes.partOfFamily, { column: family.from });
    else if (findColumn(schema, word.text) === undefined) {
      reportUnknownColumn(word, schema, { declaration: model, reporter });
    } else continue;
    broken = broken || schema.known;
  }
  if (broken) return null;
  const out = new Set([target, ...key, ...except.map(({ text }) => text), ...(weights === null ? [] : [weights])]);
  const plain = schema.columns.filter(({ name, type }) => !out.has(name) && isOfSort(sort, type?.kind));
  const families = sort === "category" ? [] : schema.families.filter(({ from }) => from !== target);
  return [...plain.map(({ name, type }) => ({ name, type })), ...families.map(familyColumn)];
}

/**
 * Names where all are known beforehand. Where data decide (one-hot levels, chosen features), all but the known columns
 * that were not chosen.
 */
function selectorOf(
  columns: readonly FeatureColumn[],
  transform: TransformAnalysis,
  target: string,
): FeatureAnalysis["selector"] {
  const { output } = transform;
  const names = columns.map(({ name }) => name);
  if (!isOpen(names, transform)) return { names };
  const chosen = new Set(names);
  const except = output.columns.map(({ name }) => name).filter((name) => !chosen.has(name) && name !== target);
  return { all: "any", except };
}

/** Whether the names of the columns that are left in the end are known only when the pipeline is fitted. */
const isOpen = (names: readonly string[], { output, pipelineSteps }: TransformAnalysis): boolean =>
  output.families.some(({ prefix }) => names.includes(`${prefix}*`)) ||
  pipelineSteps.some(({ kind }) => kind === "select_features");

/** A choice of some families and not of others cannot be said to the pipeline: their columns have no names yet. */
function leavesFamilyOut(
  chosen: ReadonlySet<string>,
  words: readonly Word[],
  columns: readonly FeatureColumn[],
  { model, reporter, schema, transform }: Scope,
): boolean {
  if (
    !isOpen(
      columns.map(({ name }) => name),
      transform,
    )
  )
    return false;
  const left = schema.families.find(({ from }) => !chosen.has(from));
  const [first] = words;
  if (left === undefined || first === undefined) return false;
  reporter.report(model, first.span, codes.partOfFamily, { column: left.from });
  return true;
}

/** `segment`, or one of its columns `segment=individual`, stands for the whole family. */
const familyOf = (name: string, schema: TableSchema): ColumnFamily | undefined =>
  schema.families.find(({ from, prefix }) => from === name || name.startsWith(prefix));

function resolveFeature(
  word: Word,
  column: SchemaColumn | undefined,
  family: ColumnFamily | undefined,
  { model, reporter }: Pick<Scope, "model" | "reporter">,
): void {
  const scope = { declaration: model, reporter };
  if (column !== undefined) resolveColumn(word, column, scope);
  else if (family !== undefined) {
    const { from, naming, type, origin } = family;
    // By itself the name is that of the column from which the family was made.
    resolveColumn(word, { naming: from === word.text && naming.stem ? naming.stem : naming, type, origin }, scope);
  }
}

const familyColumn = ({ prefix, type }: ColumnFamily): FeatureColumn => ({ name: `${prefix}*`, type });

const isOfSort = (
  sort: NonNullable<ColumnSelection["all"]>,
  kind: Parameters<typeof isQuantity>[0] | undefined,
): boolean => sort === "any" || kind === undefined || (sort === "numeric" ? isQuantity(kind) : kind === "category");

const unique = (columns: readonly FeatureColumn[]): readonly FeatureColumn[] => [
  ...new Map(columns.map((column) => [column.name, column])).values(),
];
