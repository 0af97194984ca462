import type { StepSyntax } from "@mlopsc/grammar";
import type { Verb } from "@mlopsc/vocabulary";

/** A step whose verb is known. */
export interface PlacedStep {
  readonly step: StepSyntax;
  readonly verb: Verb;
}
