import { codes } from "@mlopsc/diagnostics";
import type { Word } from "@mlopsc/grammar";
import {
  type AlgorithmName,
  algorithmEntry,
  algorithms as allAlgorithms,
  isAlgorithmName,
  isQuantity,
  type ModelDefinition,
  type Task,
} from "@mlopsc/vocabulary";
import { kindName } from "../semantics/expression/typed-expression.ts";
import { resolveAmong } from "../semantics/names/resolve-column.ts";
import type { Declaration } from "../semantics/program.ts";
import type { SchemaColumn, TableSchema } from "../semantics/table-schema.ts";
import type { TransformAnalysis } from "../semantics/transform-analysis.ts";
import { attributeOf, nameSpan, typedValueOf } from "./attributes.ts";
import type { CheckContext } from "./check-context.ts";
import type { FeatureColumn } from "./model-analysis.ts";

/** The features that predictions must rise or fall with. */
export type MonotoneAnalysis = Pick<ModelDefinition, "increasing" | "decreasing">;

type Attribute = keyof MonotoneAnalysis;

/** What a model promises of the way that its predictions go; what cannot be kept is reported. */
export function analyseMonotone(
  model: Declaration,
  task: Task,
  target: Pick<SchemaColumn, "name">,
  features: readonly FeatureColumn[],
  algorithms: readonly AlgorithmName[],
  { output: schema }: Pick<TransformAnalysis, "output">,
  context: CheckContext,
): MonotoneAnalysis {
  const increasing = columnsOf(model, "increasing", features, [], schema, context);
  const decreasing = columnsOf(model, "decreasing", features, increasing, schema, context);
  for (const attribute of ["increasing", "decreasing"] as const) {
    const written = attributeOf(context.program, model, attribute);
    if (written === undefined) continue;
    const { span } = written.name;
    if (task === "multiclass") {
      context.reporter.report(model, span, codes.monotoneClasses, { attribute, column: target.name });
    }
    for (const algorithm of algorithms.filter((each) => !isMonotone(each))) {
      const able = Object.keys(allAlgorithms).filter((name) => isAlgorithmName(name) && isMonotone(name));
      context.reporter.report(model, span, codes.monotoneAlgorithm, { attribute, algorithm, able });
    }
  }
  return {
    ...(increasing.length === 0 ? {} : { increasing }),
    ...(decreasing.length === 0 ? {} : { decreasing }),
  };
}

const isMonotone = (algorithm: AlgorithmName): boolean => algorithmEntry(algorithm).monotone === true;

function columnsOf(
  model: Declaration,
  attribute: Attribute,
  features: readonly FeatureColumn[],
  elsewhere: readonly string[],
  schema: TableSchema,
  { program, reporter }: CheckContext,
): readonly string[] {
  const value = typedValueOf(program, model, attribute, "columns");
  if (value === undefined) return [];
  const { all, names, except } = value.selection;
  for (const word of [...names, ...except]) resolveAmong(word, schema, { declaration: model, reporter });
  const words: readonly Word[] =
    all === null ? names : allNumbers(features, except).map((text) => ({ text, span: value.span }));
  const columns = words.flatMap((word) => {
    const reason = faultOf(word.text, features, elsewhere);
    if (reason === null) return [word.text];
    reporter.report(model, word.span ?? nameSpan(model), codes.monotoneColumn, {
      attribute,
      column: word.text,
      reason,
    });
    return [];
  });
  return [...new Set(columns)];
}

const allNumbers = (features: readonly FeatureColumn[], except: readonly Word[]): readonly string[] =>
  features
    .filter(({ name, type }) => type !== null && isQuantity(type.kind) && !except.some(({ text }) => text === name))
    .map(({ name }) => name);

function faultOf(name: string, features: readonly FeatureColumn[], elsewhere: readonly string[]): string | null {
  const feature = features.find((each) => each.name === name);
  if (feature === undefined) return "it is not among the features";
  if (feature.type !== null && !isQuantity(feature.type.kind)) return `it is ${kindName(feature.type.kind)}`;
  return elsewhere.includes(name) ? "it is in `increasing` already" : null;
}
