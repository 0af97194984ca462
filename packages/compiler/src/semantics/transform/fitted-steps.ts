import type { ColumnType, FittedStep, OutlierRule } from "@mlopsc/vocabulary";
import { isQuantity } from "@mlopsc/vocabulary";
import { familyOf } from "../expression/kinds.ts";
import type { SchemaColumn } from "../table-schema.ts";
import { clauseCount, type NamedColumn, requireKinds, type StepColumns, stepColumns } from "./read-columns-operand.ts";
import { methodNumber, readMethod } from "./read-method.ts";
import { madeHere, madeName } from "./relate-columns.ts";
import { type AnalyseStep, type StepContext, type StepResult, unchanged, withColumns } from "./step-context.ts";

const isNumeric = ({ type }: SchemaColumn): boolean => type !== null && isQuantity(type.kind);

/** `clip spend by iqr(1.5)` and `drop outliers spend by isolation_forest(1%)` */
export const analyseOutliers: AnalyseStep = (context) => {
  const named = numericColumns(context);
  const rule = readRule(context);
  if (named === null) return unchanged(context);
  const action = context.step.verb.text === "clip" ? "clip" : "drop";
  const { state } = context;
  if (named.selector === null || rule === null) return { state, lowered: null };
  return { state, lowered: [{ kind: "outliers", action, columns: named.selector, by: rule }] };
};

function readRule(context: StepContext): OutlierRule | null {
  const method = readMethod("by", context);
  if (method === null) return null;
  if (method.name === "isolation_forest") {
    const contamination = methodNumber(method, "contamination", 0.01, { low: 0, high: 0.5, open: true }, context);
    return contamination === null ? null : { rule: "isolation_forest", contamination };
  }
  const rule = method.name === "iqr" ? "iqr" : "z_score";
  const factor = methodNumber(method, "factor", rule === "iqr" ? 1.5 : 3, { low: 0, open: true }, context);
  return factor === null ? null : { rule, factor };
}

/** The columns, all of them quantities; null where none can be read. A misfit makes the selector null. */
function numericColumns(context: StepContext): StepColumns | null {
  const named = stepColumns(context);
  if (named === null) return null;
  const right = requireKinds(named.columns, isNumeric, "numbers", context);
  return right ? named : { ...named, selector: null };
}

/** `scale numeric with standard` */
export const analyseScale: AnalyseStep = (context) => {
  const named = numericColumns(context);
  const method = readMethod("with", context);
  if (named === null) return unchanged(context);
  const state = retype(context, named.columns, () => ({ kind: "number" }));
  const name = method?.name;
  if (named.selector === null || (name !== "standard" && name !== "min_max" && name !== "robust")) {
    return { state, lowered: null };
  }
  return { state, lowered: [{ kind: "scale", columns: named.selector, method: name }] };
};

/** `bin age with quantile(10)` */
export const analyseBin: AnalyseStep = (context) => {
  const named = numericColumns(context);
  const method = readMethod("with", context);
  if (named === null) return unchanged(context);
  const count = method === null ? null : methodNumber(method, "count", 10, { low: 2 }, context);
  const state = retype(context, named.columns, () => ({ kind: "int" }));
  if (named.selector === null || method === null || count === null) return { state, lowered: null };
  const name = method.name === "uniform" ? "uniform" : "quantile";
  return { state, lowered: [{ kind: "bin", columns: named.selector, count, method: name }] };
};

/** The columns under a new type; missing and personal stay as they were. */
function retype(
  context: StepContext,
  columns: readonly NamedColumn[],
  typeOf: (type: ColumnType) => Pick<ColumnType, "kind">,
): StepResult["state"] {
  const origin = madeHere(context);
  const named = new Set(columns.map(({ column }) => column.name));
  const all = context.state.schema.columns.map((column): SchemaColumn => {
    if (column.type === null || !named.has(column.name) || !isNumeric(column)) return column;
    const { nullable, pii } = column.type;
    return { ...column, type: { ...typeOf(column.type), nullable, ...(pii ? { pii } : {}) }, origin };
  });
  return withColumns(context.state, all);
}

/** `pca numeric to 5`: pca_1 … pca_N in place of the columns. */
export const analysePca: AnalyseStep = (context) => {
  const named = numericColumns(context);
  const to = context.clauses.get("to");
  const components = to === undefined ? null : clauseCount(to.values[0], "to", 1, context);
  if (named === null) return unchanged(context);
  const origin = madeHere(context);
  const gone = new Set(named.columns.map(({ column }) => column.name));
  const personal = named.columns.some(({ column }) => column.type?.pii) ? { pii: true as const } : {};
  const made = Array.from({ length: components ?? 0 }, (_, at): SchemaColumn => {
    const naming = madeName(`pca_${at + 1}`, context);
    return { name: naming.name, type: { kind: "number", nullable: false, ...personal }, origin, naming };
  });
  const left = context.schema.columns.filter(({ name }) => !gone.has(name));
  const replaced = replaceWith(context, [...left, ...made], named.selection.all === "any");
  if (named.selector === null || components === null) return { state: replaced, lowered: null };
  const lowered: FittedStep = { kind: "pca", columns: named.selector, components };
  return { state: replaced, lowered: [lowered] };
};

function replaceWith(
  context: StepContext,
  columns: readonly SchemaColumn[],
  withoutFamilies: boolean,
): StepResult["state"] {
  const { schema, declaration, step, state } = context;
  const there = new Set(columns.map(({ name }) => name));
  const dropped = new Map(schema.dropped);
  for (const { name } of schema.columns) {
    if (!there.has(name)) dropped.set(name, { declaration, span: step.span, verb: step.verb.text, renamedTo: null });
  }
  const families = withoutFamilies ? [] : schema.families;
  return { ...state, schema: { ...schema, columns, dropped, families } };
}

/** `select features with k_best(10)`: which ones stay only the data tell. */
export const analyseSelectFeatures: AnalyseStep = (context) => {
  const { state } = context;
  const method = readMethod("with", context);
  if (method === null) return unchanged(context);
  const columns = { all: "any", except: [] } as const;
  if (method.name === "lasso") {
    const alpha = methodNumber(method, "alpha", 0.01, { low: 0, open: true }, context);
    return { state, lowered: alpha === null ? null : [{ kind: "select_features", columns, method: "lasso", alpha }] };
  }
  const name = method.name === "importance" ? "importance" : "k_best";
  const count = methodNumber(method, "count", 10, { low: 1 }, context);
  return { state, lowered: count === null ? null : [{ kind: "select_features", columns, method: name, count }] };
};

/** Whether a column holds names: what `encode` turns into numbers. */
export const isName = ({ type }: SchemaColumn): boolean =>
  type !== null && (familyOf(type.kind) === "text" || type.kind === "bool");
