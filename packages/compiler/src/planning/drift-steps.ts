import type { Step } from "@mlopsc/plan";
import type { Analyses, DriftAnalysis } from "../models/analyses.ts";
import { blockPlace, tableAddress } from "./table-steps.ts";

/** The comparison that a drift block asks for. */
export function driftSteps(drift: DriftAnalysis, seed: number, analyses: Pick<Analyses, "datasets">): readonly Step[] {
  const { declaration, reference, current, features, detector } = drift;
  return [
    {
      address: declaration.address,
      kind: "compare-samples",
      config: {
        reference: { steps: [], where: reference.where },
        current: { steps: [], where: current.where },
        features,
        detector,
        seed,
        labels: { reference: reference.label, current: current.label },
      },
      inputs: {
        reference: tableAddress(reference.table, analyses),
        current: tableAddress(current.table, analyses),
      },
      place: blockPlace(declaration),
    },
  ];
}
