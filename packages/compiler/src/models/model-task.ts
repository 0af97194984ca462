import { codes } from "@mlopsc/diagnostics";
import type { ColumnType, Task } from "@mlopsc/vocabulary";
import { findApartOrReport } from "../semantics/expression/column-reference.ts";
import { kindName } from "../semantics/expression/typed-expression.ts";
import type { Declaration } from "../semantics/program.ts";
import { findColumn, type SchemaColumn } from "../semantics/table-schema.ts";
import type { TransformAnalysis } from "../semantics/transform-analysis.ts";
import { attributeOf, typedValueOf } from "./attributes.ts";
import type { CheckContext } from "./check-context.ts";
import { taskNames } from "./read-metric.ts";

export interface TargetAnalysis {
  readonly column: SchemaColumn;
  /** Null where its type is not known or none that can be predicted, which was reported. */
  readonly task: Task | null;
}

/** The column that a model predicts, and what predicting it is; null where there is none, which was reported. */
export function analyseTarget(
  model: Declaration,
  transform: TransformAnalysis,
  { program, reporter }: CheckContext,
): TargetAnalysis | null {
  const word = typedValueOf(program, model, "predict", "columns")?.selection.names[0];
  if (word === undefined) return null;
  const column = findApartOrReport(word, transform.output, { declaration: model, reporter });
  if (column === undefined) return null;
  if (column.type === null) return { column, task: null };
  const span = attributeOf(program, model, "predict")?.value.span ?? word.span;
  const where = findColumn(transform.splitSchema, column.name)?.type ?? column.type;
  if (where.nullable) reporter.report(model, span, codes.missingTarget, { column: column.name });
  const task = taskOf(column.type);
  if (task === null) {
    reporter.report(model, span, codes.targetKind, { column: column.name, found: kindName(column.type.kind) });
  } else if (column.type.levels !== undefined && column.type.levels.length < 2) {
    reporter.report(model, span, codes.targetLevels, { column: column.name, count: column.type.levels.length });
    return { column, task: null };
  } else if (task === "multiclass" && column.type.levels === undefined) {
    reporter.report(model, span, codes.targetLevelsUnknown, { column: column.name, task: taskNames[task] });
  }
  return { column, task };
}

/** A bool, or one of two levels: binary. Other categories, and text with levels: multiclass. Numbers: regression. */
function taskOf({ kind, levels }: ColumnType): Task | null {
  if (kind === "bool") return "binary";
  if (kind === "int" || kind === "number") return "regression";
  if (kind === "category" || (kind === "text" && levels !== undefined)) {
    return levels?.length === 2 ? "binary" : "multiclass";
  }
  return null;
}
