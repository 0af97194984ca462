import {
  type CompareOutcome,
  type EvaluateOutcome,
  loadOutcome,
  type ProjectState,
  type RegisterOutcome,
} from "@mlopsc/engine";
import type { Plan } from "@mlopsc/plan";
import { metricKey } from "@mlopsc/vocabulary";
import { formatNumber } from "./numbers.ts";
import { textTable } from "./table.ts";
import type { Terminal } from "./terminal.ts";

type Registry = ProjectState["registry"];

/** What a person wants to know at the end: each model on its test part against the baseline, each comparison of samples. */
export function summariseResults(registry: Registry, plan: Plan, terminal: Terminal): string {
  const steps = plan.steps.filter(({ action }) => action !== "remove");
  const models = steps.flatMap(({ address, kind }) =>
    kind === "evaluate-model" ? modelRows(registry, address, terminal) : [],
  );
  const drifts = steps.flatMap(({ address, kind }) => (kind === "compare-samples" ? driftRows(registry, address) : []));
  const { dim } = terminal.colours;
  const parts = [
    models.length > 0
      ? textTable([["model", "version", "metric", "test", "baseline", "train", "gates"], ...models], dim)
      : "",
    drifts.length > 0 ? textTable([["drift", "AUC", "first by importance", "share", "mean"], ...drifts], dim) : "",
  ];
  return parts
    .filter(Boolean)
    .map((part) => `\n${part}`)
    .join("");
}

function modelRows(registry: Registry, address: string, { colours }: Terminal): string[][] {
  const outcome = loadOutcome(registry, address, "evaluate-model") as EvaluateOutcome | undefined;
  if (outcome === undefined) return [];
  const block = address.replace(/\/evaluate$/, "");
  const registered = loadOutcome(registry, `${block}/register`, "register-model") as RegisterOutcome | undefined;
  const failed = outcome.gates.filter(({ holds }) => !holds).length;
  const gates =
    outcome.gates.length === 0
      ? "–"
      : failed === 0
        ? colours.green(`all ${outcome.gates.length} hold`)
        : colours.red(`${failed} of ${outcome.gates.length} do not hold`);
  return outcome.metrics.map((metric, index) => {
    const key = metricKey(metric);
    const figure = (values: Readonly<Record<string, number>> | null | undefined): string =>
      values?.[key] === undefined ? "–" : formatNumber(values[key]);
    const first = index === 0;
    return [
      first ? block.replace("model.", "") : "",
      first ? (registered && registered.model === outcome.model ? `v${registered.version}` : "–") : "",
      key,
      figure(outcome.test),
      figure(outcome.baseline),
      figure(outcome.train),
      first ? gates : "",
    ];
  });
}

function driftRows(registry: Registry, address: string): string[][] {
  const outcome = loadOutcome(registry, address, "compare-samples") as CompareOutcome | undefined;
  if (outcome === undefined) return [];
  const [first] = outcome.features;
  const change = first?.meanDifferencePercent;
  const mean = typeof change === "number" ? `${change < 0 ? "−" : "+"}${Math.abs(change).toFixed(1)} %` : "–";
  return [
    [
      address.replace("drift.", ""),
      outcome.auc.toFixed(3),
      first?.feature ?? "–",
      first?.importance.toFixed(2) ?? "–",
      mean,
    ],
  ];
}
