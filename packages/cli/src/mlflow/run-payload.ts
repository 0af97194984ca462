import type { ApplyRecord, Run } from "@mlopsc/engine";
import { digestOf } from "@mlopsc/plan";
import { learnerOf, parametersOf, parameterText, runTitle } from "../runs/run-fields.ts";

export interface KeyValue {
  readonly key: string;
  readonly value: string;
}

export interface Measurement {
  readonly key: string;
  readonly value: number;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly timestamp: number;
  /** The fold, from 1; 0 where it is no figure of a fold. */
  readonly step: number;
}

/** A run as MLflow keeps it. */
export interface RunPayload {
  readonly name: string;
  readonly started: number;
  readonly ended: number;
  readonly status: "FINISHED" | "FAILED" | "KILLED";
  /** Set when the run is created: its id among them. */
  readonly identity: readonly KeyValue[];
  readonly parameters: readonly KeyValue[];
  readonly metrics: readonly Measurement[];
  /** The last one is the digest of all the rest: a run that has it arrived whole. */
  readonly tags: readonly KeyValue[];
}

/** Names the run for whoever looks for it again. */
export const idTag = "mlopsc.run_id";
/** Digest of what was sent. */
export const contentTag = "mlopsc.content";

/** All servers take that much in a value; the REST documentation promises no more. */
const longestValue = 250;

/** `apply` says who, and when where the registry does not know when the run began. */
export function runPayload(run: Run, apply: ApplyRecord | undefined): RunPayload {
  const name = `${run.model} ${runTitle(run)}`;
  const started = run.started ?? apply?.started ?? 0;
  const ended = started + Math.round(run.durationMilliseconds ?? 0);
  const identity = [
    { key: idTag, value: run.id },
    { key: "mlflow.runName", value: name },
    { key: "mlflow.source.name", value: "mlopsc" },
    ...(apply === undefined ? [] : [{ key: "mlflow.user", value: apply.who }]),
  ].map(cut);
  const parameters = Object.entries({ algorithm: learnerOf(run), ...parametersOf(run), seed: run.seed }).flatMap(
    ([key, value]) => (value === undefined ? [] : [cut({ key: keyText(key), value: parameterText(value) })]),
  );
  const payload = { name, started, ended, status: statusOf(run), identity, parameters, metrics: metricsOf(run, ended) };
  const tags = factsOf(run).map(cut);
  return { ...payload, tags: [...tags, { key: contentTag, value: digestOf({ ...payload, tags }) }] };
}

function metricsOf({ validation, test }: Run, timestamp: number): Measurement[] {
  const measured = (prefix: string, values: Readonly<Record<string, number>>, step: number): Measurement[] =>
    Object.entries(values).flatMap(([key, value]) =>
      Number.isFinite(value) ? [{ key: keyText(`${prefix}.${key}`), value, timestamp, step }] : [],
    );
  return [
    ...measured("validation", validation?.means ?? {}, 0),
    ...(validation?.folds ?? []).flatMap((fold, at) => measured("fold", fold, at + 1)),
    ...measured("test", test ?? {}, 0),
  ];
}

const factsOf = (run: Run): KeyValue[] => [
  { key: "mlopsc.model", value: run.model },
  { key: "mlopsc.kind", value: run.kind },
  { key: "mlopsc.step", value: run.address },
  { key: "mlopsc.state", value: run.state },
  { key: "mlopsc.apply", value: String(run.apply) },
  { key: "mlopsc.spec", value: run.spec },
  ...(run.split === null ? [] : [{ key: "mlopsc.split", value: run.split }]),
  ...(run.version === null ? [] : [{ key: "mlopsc.version", value: String(run.version) }]),
  ...(run.kind === "trial" ? [{ key: "mlopsc.search", value: run.id.replace(/-\d+$/, "") }] : []),
  ...(run.chosen ? [{ key: "mlopsc.chosen", value: "true" }] : []),
  ...(run.problem === null ? [] : [{ key: "mlopsc.problem", value: run.problem }]),
  ...Object.entries(run.data).map(([name, version]) => ({ key: `mlopsc.data.${name}`, value: String(version) })),
];

/** A pruned trial ended as it should: that it was pruned stands in a tag. */
const statusOf = ({ state }: Run): RunPayload["status"] =>
  state === "failed" ? "FAILED" : state === "interrupted" ? "KILLED" : "FINISHED";

/** `lift(10%)` as `lift_10pct`: MLflow's names hold letters, digits, `_ - . /` and spaces only. */
const keyText = (key: string): string =>
  key
    .replaceAll("%", "pct")
    .replace(/\)/g, "")
    .replace(/[^\w.\- /]/g, "_")
    .slice(0, longestValue);

const cut = ({ key, value }: KeyValue): KeyValue => ({
  key,
  value: value.length <= longestValue ? value : `${value.slice(0, longestValue - 1)}…`,
});
