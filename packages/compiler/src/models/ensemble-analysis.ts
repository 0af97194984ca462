import type { Span } from "@mlopsc/diagnostics";
import type {
  EnsembleWeights,
  GateDefinition,
  MetricChoice,
  NamedCosts,
  ThresholdDefinition,
} from "@mlopsc/vocabulary";
import type { Declaration } from "../semantics/program.ts";
import type { ModelAnalysis } from "./model-analysis.ts";

/** Models that answer as one, checked and lowered; only those without mistakes. */
export interface EnsembleAnalysis {
  readonly declaration: Declaration;
  /** Two at least, as written. The rows, their parting and the folds are those of the first, and of all. */
  readonly members: readonly [ModelAnalysis, ...ModelAnalysis[]];
  readonly weights: EnsembleWeights;
  readonly threshold?: ThresholdDefinition;
  /** Of more than two classes: those of the first member that has some. */
  readonly costs?: NamedCosts;
  readonly metrics: readonly MetricChoice[];
  readonly gates: readonly GateDefinition[];
  /** Where each gate stands. */
  readonly gateSpans: readonly Span[];
}
