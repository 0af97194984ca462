import type { Step } from "@mlopsc/plan";
import type { ReportData } from "../report/index.ts";
import { collectDatasets, collectSplits } from "./collect-datasets.ts";
import { collectDrifts } from "./collect-drifts.ts";
import { collectEnsembles } from "./collect-ensembles.ts";
import { collectLineage } from "./collect-lineage.ts";
import { collectModels } from "./collect-models.ts";
import { collectMonitors } from "./collect-monitors.ts";
import type { ReportSource } from "./report-source.ts";

/** All that the registry holds of the project as it is written, in the report's shape. What was not done yet is left out. */
export function collectReport(project: ReportSource, madeAt: Date, toolVersion: string): ReportData {
  const source = asDone(project);
  const { name, description, seed } = source.desired.project;
  return {
    project: { name, seed, ...(description === null ? {} : { description }) },
    madeAt: madeAt.toISOString(),
    toolVersion,
    datasets: collectDatasets(source),
    splits: collectSplits(source),
    models: [...collectModels(source), ...collectEnsembles(source)],
    drifts: collectDrifts(source),
    monitors: collectMonitors(source),
    lineage: collectLineage(source),
  };
}

/** Results stand beside what gave them: a step that was edited since, or was applied with other params, is told as it was done. */
function asDone(source: ReportSource): ReportSource {
  const done = source.registry.snapshot().steps;
  const steps = source.desired.steps.map((step) => {
    const finished = done[step.address];
    return finished?.kind === step.kind ? ({ ...step, config: JSON.parse(finished.config) } as Step) : step;
  });
  return { ...source, desired: { ...source.desired, steps } };
}
