import { codes } from "@mlopsc/diagnostics";
import type { Word } from "@mlopsc/grammar";
import { canonicalJson } from "@mlopsc/plan";
import { algorithmEntry, isQuantity } from "@mlopsc/vocabulary";
import { analyseExpression } from "../semantics/expression/analyse-expression.ts";
import { reportUnknownColumn } from "../semantics/expression/column-reference.ts";
import { kindName } from "../semantics/expression/typed-expression.ts";
import { nameText } from "../semantics/names/name-text.ts";
import { resolveAmong } from "../semantics/names/resolve-column.ts";
import type { ColumnSelection, Declaration } from "../semantics/program.ts";
import { findColumn, type TableSchema } from "../semantics/table-schema.ts";
import { type DriftAnalysis, type SampleAnalysis, tableSchema } from "./analyses.ts";
import { choiceOf, nameSpan, typedValueOf } from "./attributes.ts";
import type { CheckContext } from "./check-context.ts";
import { readDetector } from "./read-detector.ts";
import { syntaxText } from "./syntax-text.ts";

interface Sample extends SampleAnalysis {
  readonly schema: TableSchema;
}

/** What a drift block says; null where a sample or its columns are wrong, which was reported. */
export function analyseDrift(drift: Declaration, context: CheckContext): DriftAnalysis | null {
  const { program, reporter } = context;
  const reference = sampleOf(drift, "reference", context);
  const current = sampleOf(drift, "current", context);
  if (reference === null || current === null) return null;
  const detector = readDetector(choiceOf(program, drift, "detector"), drift, reference.schema, context);
  if (reference.table === current.table && canonicalJson(reference.where) === canonicalJson(current.where)) {
    reporter.report(drift, nameSpan(drift), codes.sameSample, {});
  }
  const features = featuresOf(drift, reference, current, detector.testBy, detector.algorithm.algorithm, context);
  if (features === null) return null;
  const plain = ({ table, where, label }: Sample): SampleAnalysis => ({ table, where, label });
  return { declaration: drift, reference: plain(reference), current: plain(current), features, detector };
}

function sampleOf(drift: Declaration, role: "reference" | "current", context: CheckContext): Sample | null {
  const { program, reporter, tables } = context;
  const value = typedValueOf(program, drift, role, "sample");
  const schema = value && tableSchema(value.table, tables);
  if (value === undefined || schema === undefined) return null;
  const label = `${nameText(value.table.name)}${value.where ? ` where ${syntaxText(value.where)}` : ""}`;
  if (value.where === null) return { table: value.table, where: null, label, schema };
  const typed = analyseExpression(value.where, { program, declaration: drift, reporter, schema });
  if (typed === null) return null;
  if (typed.type.kind === "bool") return { table: value.table, where: typed.expression, label, schema };
  const parameters = { what: "`where`", found: kindName(typed.type.kind) };
  reporter.report(drift, value.where.span, codes.notCondition, parameters);
  return null;
}

/** The columns that are compared: there on both sides, of one kind, and such that the detector can read them. */
function featuresOf(
  drift: Declaration,
  reference: Sample,
  current: Sample,
  heldOutBy: string | undefined,
  algorithm: Parameters<typeof algorithmEntry>[0],
  { program, reporter }: CheckContext,
): readonly string[] | null {
  const value = typedValueOf(program, drift, "features", "columns");
  if (value === undefined && program.bound.get(drift)?.written.has("features")) return null;
  const named = value !== undefined && value.selection.all === null;
  const { names, broken } = candidates(value?.selection, drift, reference, current, { reporter });
  const categories = algorithmEntry(algorithm).categories;
  const features: string[] = [];
  let wrong = broken;
  for (const name of names) {
    const [left, right] = [findColumn(reference.schema, name)?.type, findColumn(current.schema, name)?.type];
    const span = value?.selection.names.find(({ text }) => text === name)?.span ?? value?.span ?? nameSpan(drift);
    if (!left || !right) continue;
    const takes = isQuantity(left.kind) || left.kind === "bool" || (categories && left.kind === "category");
    if (left.kind !== right.kind) {
      reporter.report(drift, span, codes.driftKinds, {
        column: name,
        left: kindName(left.kind),
        right: kindName(right.kind),
      });
      wrong = true;
    } else if (takes && (named || name !== heldOutBy)) features.push(name);
    else if (named) {
      const advice = "Name numbers, bools and categories; `derive` them from times.";
      reporter.report(drift, span, codes.featureKind, { column: name, found: kindName(left.kind), algorithm, advice });
      wrong = true;
    }
  }
  if (wrong) return null;
  if (features.length > 0) return features;
  const known = reference.schema.known && current.schema.known;
  if (known) reporter.report(drift, value?.span ?? nameSpan(drift), codes.noDriftFeatures, { drift: drift.name });
  return known ? null : [];
}

function candidates(
  selection: ColumnSelection | undefined,
  drift: Declaration,
  reference: Sample,
  current: Sample,
  { reporter }: Pick<CheckContext, "reporter">,
): { readonly names: readonly string[]; readonly broken: boolean } {
  let broken = false;
  if (selection === undefined || selection.all !== null) {
    const except = new Set(selection?.except.map(({ text }) => text));
    for (const word of selection?.except ?? []) {
      resolveInBoth(word, drift, reference, current, reporter);
      if (findColumn(reference.schema, word.text)) continue;
      reportUnknownColumn(word, reference.schema, { declaration: drift, reporter });
    }
    const shared = reference.schema.columns.filter(({ name }) => findColumn(current.schema, name) && !except.has(name));
    const sort = selection?.all ?? "any";
    const wanted = shared.filter(
      ({ type }) => sort === "any" || (sort === "numeric" ? type && isQuantity(type.kind) : type?.kind === "category"),
    );
    return { names: wanted.map(({ name }) => name), broken };
  }
  for (const word of selection.names) {
    resolveInBoth(word, drift, reference, current, reporter);
    const lacking = [reference, current].find(({ schema }) => schema.known && !findColumn(schema, word.text));
    if (lacking === undefined) continue;
    broken = true;
    const nowhere = [reference, current].every(({ schema }) => schema.known && !findColumn(schema, word.text));
    if (nowhere) reportUnknownColumn(word, reference.schema, { declaration: drift, reporter });
    else reporter.report(drift, word.span, codes.driftColumn, { column: word.text, table: lacking.table.name });
  }
  return { names: selection.names.map(({ text }) => text), broken };
}

function resolveInBoth(
  word: Word,
  drift: Declaration,
  reference: Sample,
  current: Sample,
  reporter: CheckContext["reporter"],
): void {
  for (const { schema } of new Set([reference, current])) resolveAmong(word, schema, { declaration: drift, reporter });
}
