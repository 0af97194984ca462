import { compileModel, type StoredModel } from "@mlopsc/learn";
import {
  type MonitorDefinition,
  type MonitorReference,
  type PreparedReference,
  prepareReference,
} from "@mlopsc/monitor";
import type { RegisterMonitor, SetAlerts } from "@mlopsc/plan";
import { logSchema } from "@mlopsc/serve";
import { loadOutcome } from "../apply/read-state.ts";
import { type RecordedRequests, readRequests, storedModel } from "../deploy/recorded-requests.ts";
import type { HandlerServices } from "../handlers/services.ts";

/** A monitor as it was applied last, ready to look. */
export interface MonitorSetup {
  readonly name: string;
  readonly config: RegisterMonitor;
  readonly alerts: SetAlerts;
  readonly definition: MonitorDefinition;
  readonly reference: MonitorReference;
  readonly prepared: PreparedReference;
  /** By metric key, as measured on the test part. */
  readonly test: Readonly<Record<string, number>>;
  /** The address of the step that holds the labels, where they come. */
  readonly labels?: string;
  /** The address of the model: what is retrained. */
  readonly model: string;
}

/** Undefined where no such monitor was applied. */
export async function monitorSetup(services: HandlerServices, name: string): Promise<MonitorSetup | undefined> {
  const { registry, objects } = services;
  const address = `monitor.${name}`;
  const step = registry.steps.current(address);
  const outcome = loadOutcome(registry, address, "register-monitor");
  if (step === undefined || outcome === undefined) return undefined;
  const config = JSON.parse(step.config) as RegisterMonitor;
  const model = await storedModel(objects, outcome.model);
  const evaluation = loadOutcome(registry, `${step.inputs["model"]}/evaluate`, "evaluate-model");
  const definition = definitionOf(model, config, evaluation?.metrics ?? []);
  const requests = await readRequests(objects, outcome.reference);
  const { table } = requests;
  const reference = { table, profile: outcome.profile, predictions: predictionsOf(model, requests) };
  const labels = step.inputs["labels"];
  return {
    ...{ name, config, definition, reference, model: step.inputs["model"]! },
    alerts: loadOutcome(registry, `${address}/alerts`, "set-alerts") ?? { alerts: [], channels: [] },
    prepared: prepareReference(definition, reference),
    test: evaluation?.test ?? {},
    ...(labels === undefined ? {} : { labels }),
  };
}

function definitionOf(
  model: StoredModel,
  { windowMilliseconds, windowRequests, detector, seed, labels }: RegisterMonitor,
  metrics: NonNullable<MonitorDefinition["metrics"]>,
): MonitorDefinition {
  const { task, target, name, costs } = model.definition;
  const { columns } = logSchema(model, { name, version: "" }, "", labels?.key ?? []);
  return {
    window:
      windowRequests === undefined
        ? { kind: "time", milliseconds: windowMilliseconds }
        : { kind: "count", requests: windowRequests },
    ...{ task, classes: model.classes, columns, detector, seed, metrics },
    ...(labels === undefined ? {} : { labels: { key: labels.key, target } }),
    ...("threshold" in model && model.threshold !== undefined ? { threshold: model.threshold } : {}),
    ...(costs === undefined ? {} : { costs }),
  };
}

/** By row; NaN and -1 where the model says nothing. */
function predictionsOf(
  model: StoredModel,
  { table, today }: RecordedRequests,
): NonNullable<MonitorReference["predictions"]> {
  const values = new Float64Array(table.rows).fill(Number.NaN);
  const labels = new Int32Array(table.rows).fill(-1);
  const predicted = compileModel(model)(table, { today, serving: true });
  for (const [at, row] of predicted.rows.entries()) {
    values[row] = predicted.values?.[at] ?? Number.NaN;
    labels[row] = predicted.labels?.[at] ?? -1;
  }
  return { values, labels };
}
