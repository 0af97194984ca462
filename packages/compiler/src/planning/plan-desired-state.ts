import { type DesiredState, executionOrder, type Step } from "@mlopsc/plan";
import type { Analyses } from "../models/analyses.ts";
import type { Program } from "../semantics/program.ts";
import { deploySteps } from "./deploy-steps.ts";
import { driftSteps } from "./drift-steps.ts";
import { ensembleSteps } from "./ensemble-steps.ts";
import { modelSteps } from "./model-steps.ts";
import { monitorSteps } from "./monitor-steps.ts";
import { datasetSteps, transformSteps } from "./table-steps.ts";

/**
 * What a checked program asks for, as steps: inputs first, otherwise by address, so that neither files nor the order of
 * blocks show. Blocks with mistakes, and what needs them, are left out; a caller plans only programs without errors.
 */
export function planDesiredState(program: Program, analyses: Analyses): DesiredState {
  const { name, description, seed } = program.project;
  const members = new Set([...analyses.ensembles.values()].flatMap((ensemble) => ensemble.members));
  const steps = [
    ...[...analyses.datasets.values()].flatMap((dataset) => datasetSteps(dataset)),
    ...[...analyses.transforms.values()].flatMap((transform) => transformSteps(transform, seed, analyses)),
    ...[...analyses.models.values()].flatMap((model) => modelSteps(model, seed, { isMember: members.has(model) })),
    ...[...analyses.ensembles.values()].flatMap((ensemble) => ensembleSteps(ensemble, seed)),
    ...[...analyses.drifts.values()].flatMap((drift) => driftSteps(drift, seed, analyses)),
    ...[...program.byKind.deploy.values()].flatMap((deploy) => deploySteps(deploy, program, analyses)),
    ...[...program.byKind.monitor.values()].flatMap((monitor) => monitorSteps(monitor, program, analyses)),
  ].sort(byAddress);
  return {
    project: { name, description, seed },
    steps: executionOrder(possible(steps)),
  };
}

/** Without the steps that would read one which could not be made. */
function possible(steps: readonly Step[]): readonly Step[] {
  const addresses = new Set(steps.map(({ address }) => address));
  const kept = steps.filter(({ inputs }) => Object.values(inputs).every((input) => addresses.has(input)));
  return kept.length === steps.length ? steps : possible(kept);
}

const byAddress = (left: { readonly address: string }, right: { readonly address: string }): number =>
  left.address < right.address ? -1 : left.address > right.address ? 1 : 0;
