import { blockOf, type Step, type StepKind, weightsText } from "@mlopsc/plan";
import type { LineageGraph, LineageNode } from "../report/index.ts";
import { formatNumber } from "../terminal/numbers.ts";
import { nameOf, outcomeAt, type ReportSource } from "./report-source.ts";

/** Parts of a block that a person would not draw as a thing of its own. */
const folded: Readonly<Partial<Record<StepKind, true>>> = {
  "validate-dataset": true,
  "evaluate-model": true,
  "register-model": true,
  "validate-model": true,
  "build-bundle": true,
  "set-alerts": true,
};

/** Datasets, transforms, splits, searches, models and comparisons, and what each was made from. */
export function collectLineage(source: ReportSource): LineageGraph {
  const { steps } = source.desired;
  const shown = steps.filter(({ address, kind }) => !folded[kind] && !address.endsWith("/baseline"));
  const ids = new Set(shown.map(({ address }) => address));
  const inputsOf = new Map(steps.map(({ address, inputs }) => [address, Object.values(inputs)]));
  // A part that is not drawn stands for its block; a block that is not drawn, for what it was made from.
  const drawn = (address: string): readonly string[] => {
    const block = blockOf(address);
    const found = [address, block].find((each) => ids.has(each));
    return found === undefined ? (inputsOf.get(address) ?? []).flatMap(drawn) : [found];
  };
  const edges = shown.flatMap(({ address, inputs }) =>
    [...new Set(Object.values(inputs).flatMap(drawn))].map((from) => ({ from, to: address })),
  );
  return { nodes: shown.map((step) => node(source, step)), edges };
}

function node(source: ReportSource, step: Step): LineageNode {
  const kinds = {
    "ingest-dataset": "dataset",
    "transform-data": "transform",
    "split-data": "split",
    "search-model": "search",
    "train-model": "model",
    "combine-models": "ensemble",
    "compare-samples": "drift",
    "deploy-model": "deployment",
    "register-monitor": "monitor",
  } as const;
  const kind = kinds[step.kind as keyof typeof kinds] ?? "transform";
  const detail = detailOf(source, step);
  return { id: step.address, kind, label: nameOf(step.address), ...(detail === undefined ? {} : { detail }) };
}

function detailOf(source: ReportSource, { address, kind }: Step): string | undefined {
  if (kind === "ingest-dataset" || kind === "transform-data") {
    const outcome = outcomeAt(source, address, kind);
    return outcome && `${formatNumber(outcome.rows)} rows`;
  }
  if (kind === "split-data") {
    const outcome = outcomeAt(source, address, kind);
    return outcome && `${formatNumber(outcome.rows.train)} | ${formatNumber(outcome.rows.test)}`;
  }
  if (kind === "search-model") {
    const outcome = outcomeAt(source, address, kind);
    return outcome && `${outcome.trials.length} trials`;
  }
  if (kind === "deploy-model") {
    const outcome = outcomeAt(source, address, kind);
    return outcome && `version ${outcome.version}`;
  }
  if (kind === "train-model") return outcomeAt(source, address, kind)?.choice.algorithm;
  if (kind === "combine-models") {
    const outcome = outcomeAt(source, address, kind);
    return outcome && weightsText(outcome.weights).replace(/\(.*\(.*$/, "");
  }
  if (kind === "compare-samples") {
    const outcome = outcomeAt(source, address, kind);
    return outcome && `AUC ${outcome.auc.toFixed(3)}`;
  }
  return undefined;
}
