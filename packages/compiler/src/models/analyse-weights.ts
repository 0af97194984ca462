import { codes, type Span } from "@mlopsc/diagnostics";
import { type AlgorithmName, algorithmEntry, isQuantity } from "@mlopsc/vocabulary";
import { findApartOrReport } from "../semantics/expression/column-reference.ts";
import { kindName } from "../semantics/expression/typed-expression.ts";
import { nameText } from "../semantics/names/name-text.ts";
import type { Declaration } from "../semantics/program.ts";
import type { SchemaColumn } from "../semantics/table-schema.ts";
import type { TransformAnalysis } from "../semantics/transform-analysis.ts";
import { syntaxOf, typedValueOf } from "./attributes.ts";
import type { CheckContext } from "./check-context.ts";

/** The column that says how much each training row counts; null where there is none. A wrong one is reported. */
export function analyseWeights(
  model: Declaration,
  transform: TransformAnalysis,
  target: string,
  { program, reporter }: CheckContext,
): string | null {
  const [word] = typedValueOf(program, model, "weights", "columns")?.selection.names ?? [];
  if (word === undefined) return null;
  const { output } = transform;
  const column = findApartOrReport(word, output, { declaration: model, reporter }, "after the steps");
  if (column === undefined) return output.known ? null : word.text;
  const fault = faultOf(column, target, transform.key);
  if (fault !== null) reporter.report(model, word.span, codes.weightsColumn, { column: column.name, ...fault });
  return column.name;
}

/**
 * Says of the algorithms that a model may end with which cannot weigh rows. A baseline may be one: it is there to be beaten
 * as it is, on the same rows.
 */
export function checkWeighing(
  model: Declaration,
  attribute: "algorithm" | "search",
  algorithms: readonly AlgorithmName[],
  { program, reporter }: CheckContext,
): void {
  if (typedValueOf(program, model, "weights", "columns") === undefined) return;
  for (const algorithm of algorithms) {
    const { unweighable } = algorithmEntry(algorithm);
    if (unweighable === undefined) continue;
    const parameters = { algorithm, reason: unweighable };
    reporter.report(model, attributeSpan(model, attribute, { program }), codes.weightsUnused, parameters);
  }
}

/** Where an attribute says what it says; the block's name where it does not. */
export function attributeSpan(model: Declaration, attribute: string, { program }: Pick<CheckContext, "program">): Span {
  const reference = typedValueOf(program, model, attribute, "reference")?.to[0];
  return syntaxOf(program, model, attribute)?.expression.span ?? reference?.span ?? model.block.kind.span;
}

function faultOf(
  { name, type }: SchemaColumn,
  target: string,
  key: readonly string[],
): { readonly reason: string; readonly advice: string } | null {
  if (name === target) return { reason: "it is what is predicted", advice: "Name another column." };
  if (key.includes(name)) return { reason: "it is the key, which names a row", advice: "Name another column." };
  if (type === null) return null;
  if (!isQuantity(type.kind)) {
    return { reason: `it is ${kindName(type.kind)}`, advice: "Name a number, or `derive` one from it." };
  }
  if (!type.nullable) return null;
  const advice = `Write \`impute ${nameText(name)} with constant(1)\` below the split, or filter these rows out.`;
  return { reason: "it may be missing", advice };
}
