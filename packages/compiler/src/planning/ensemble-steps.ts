import type { Step } from "@mlopsc/plan";
import type { EnsembleAnalysis } from "../models/ensemble-analysis.ts";
import { placeOf } from "../semantics/reporter.ts";
import { blockPlace } from "./table-steps.ts";

/** Combination, evaluation and registration of an ensemble; none where its rows have no table. */
export function ensembleSteps(ensemble: EnsembleAnalysis, seed: number): readonly Step[] {
  const { declaration, members, weights, threshold, costs, metrics, gates, gateSpans } = ensemble;
  const [{ transform, folds, task }] = members;
  if (transform === null || task === null) return [];
  const { address, name } = declaration;
  const place = blockPlace(declaration);
  const rows = { data: transform.declaration.address, split: `${transform.declaration.address}/split` };
  const ofMembers = members.flatMap(({ declaration: { address: member } }, at) => [
    [`member${at + 1}`, member],
    [`validation${at + 1}`, `${member}/validate`],
  ]);
  const names = members.map((member) => member.declaration.name);
  return [
    {
      address,
      kind: "combine-models",
      config: {
        ...{ name, members: names, task, weights, folds, metrics, seed },
        ...(threshold === undefined ? {} : { threshold }),
        ...(costs === undefined ? {} : { costs }),
      },
      inputs: { ...rows, ...Object.fromEntries(ofMembers) },
      place,
    },
    {
      address: `${address}/evaluate`,
      kind: "evaluate-model",
      config: { metrics, gates, seed },
      inputs: { ...rows, model: address },
      place,
      partPlaces: gateSpans.map((span) => placeOf(declaration, span)),
    },
    {
      address: `${address}/register`,
      kind: "register-model",
      config: { name },
      inputs: { model: address, evaluation: `${address}/evaluate` },
      place,
    },
  ];
}
