import { type GateDefinition, metricEntry, metricKey } from "@mlopsc/vocabulary";
import type { ModelEvaluation } from "../compute/tasks/evaluate-model-task.ts";
import type { GateResult } from "./outcomes.ts";

/**
 * A gate held against what was measured. One that asks for the champion holds where there is none, or where the two
 * cannot be measured on the same rows: then nothing could be told, and its bound is null.
 */
export function gateResult(gate: GateDefinition, evaluation: ModelEvaluation): GateResult {
  const key = metricKey(gate.metric);
  const measured = figureOf(gate, evaluation);
  const bound = boundOf(gate, evaluation);
  return {
    source: gate.source,
    figure: gate.of === "test" ? key : `${gate.of}(${key})`,
    measured,
    operator: gate.operator,
    bound,
    holds: bound === null || compare(measured, gate.operator, bound),
  };
}

function figureOf({ metric, of, bound }: GateDefinition, evaluation: ModelEvaluation): number {
  const { test, train, slices = [] } = evaluation;
  const key = metricKey(metric);
  const isHigherBetter = metricEntry(metric.metric).better === "higher";
  switch (of) {
    case "gap":
      return isHigherBetter ? train[key]! - test[key]! : test[key]! - train[key]!;
    case "worst": {
      const large = slices.filter(({ small }) => !small).flatMap(({ metrics }) => metrics[key] ?? []);
      const values = large.length > 0 ? large : [test[key]!];
      return isHigherBetter ? Math.min(...values) : Math.max(...values);
    }
    case "test": {
      const comparison = bound.championMetric && comparisonOf(evaluation);
      // Against the champion only the rows count that both predict.
      return comparison?.metrics[key]?.own ?? test[key]!;
    }
    default:
      return unknownFigure(of);
  }
}

function boundOf(gate: GateDefinition, evaluation: ModelEvaluation): number | null {
  const { offset, baselineFactor = 0, baselineMetric = gate.metric, championFactor = 0, championMetric } = gate.bound;
  if (championMetric !== undefined) {
    const other = comparisonOf(evaluation)?.metrics[metricKey(championMetric)]?.other;
    return other === undefined ? null : offset + championFactor * other;
  }
  if (baselineFactor === 0) return offset;
  const { baseline } = evaluation;
  if (baseline === null) throw new Error(`${gate.source} reads a baseline that is not there`);
  return offset + baselineFactor * baseline[metricKey(baselineMetric)]!;
}

const comparisonOf = ({ comparison }: ModelEvaluation) =>
  comparison !== undefined && "metrics" in comparison ? comparison : undefined;

function unknownFigure(of: never): never {
  throw new Error(`unknown figure ${String(of)}`);
}

function compare(left: number, operator: GateDefinition["operator"], right: number): boolean {
  switch (operator) {
    case "<":
      return left < right;
    case "<=":
      return left <= right;
    case ">":
      return left > right;
    case ">=":
      return left >= right;
    case "==":
      return left === right;
    case "!=":
      return left !== right;
    default:
      return unknownOperator(operator);
  }
}

function unknownOperator(operator: never): never {
  throw new Error(`unknown operator ${String(operator)}`);
}
