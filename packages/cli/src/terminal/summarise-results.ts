import {
  type CompareOutcome,
  type EvaluateOutcome,
  loadOutcome,
  type ProjectState,
  type RegisterOutcome,
} from "@mlopsc/engine";
import type { Plan } from "@mlopsc/plan";
import { type MetricChoice, metricEntry, metricKey } from "@mlopsc/vocabulary";
import { formatNumber, rangeText } from "./numbers.ts";
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
    models.length > 0 ? textTable(withoutEmpty([modelHead, ...models]), dim) : "",
    drifts.length > 0 ? textTable([["drift", "AUC", "first by importance", "share", "mean"], ...drifts], dim) : "",
  ];
  return parts
    .filter(Boolean)
    .map((part) => `\n${part}`)
    .join("");
}

const modelHead = ["model", "version", "metric", "test", "95 % range", "baseline", "champion", "train", "gates"];

/** Without the column of champions, where there is none yet. */
function withoutEmpty(rows: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const at = modelHead.indexOf("champion");
  return rows.slice(1).some((row) => row[at] !== "–")
    ? rows
    : rows.map((row) => row.filter((_, column) => column !== at));
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
      rangeText(outcome.intervals[key]),
      figure(outcome.baseline),
      championText(outcome, metric),
      figure(outcome.train),
      first ? gates : "",
    ];
  });
}

/** `v3 0.8412 (+0.0031, better)`; judged only where the whole interval of the difference lies on one side of 0. */
function championText({ champion, comparison }: EvaluateOutcome, metric: MetricChoice): string {
  const compared =
    comparison !== undefined && "metrics" in comparison ? comparison.metrics[metricKey(metric)] : undefined;
  if (champion === undefined || compared === undefined) return "–";
  const { other, difference, interval } = compared;
  const sign = difference < 0 ? "−" : "+";
  const isOpen = interval === undefined || (interval.low <= 0 && interval.high >= 0);
  const isBetter = difference > 0 === (metricEntry(metric.metric).better === "higher");
  const judged = isOpen ? "" : isBetter ? ", better" : ", worse";
  return `v${champion.version} ${formatNumber(other)} (${sign}${formatNumber(Math.abs(difference))}${judged})`;
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
