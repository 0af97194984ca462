import { digestOf } from "@mlopsc/plan";
import type { StepRecord } from "../../src/registry/step-records.ts";

/** A finished step as a handler would leave it. */
export const sampleStep = (address: string, outcome: unknown, more: Partial<StepRecord> = {}): StepRecord => ({
  address,
  kind: "ingest-dataset",
  config: "{}",
  inputs: {},
  digest: `definition of ${address}`,
  handlerVersion: 1,
  executionKey: `key of ${address}`,
  outcome,
  output: digestOf(outcome),
  objects: [],
  started: 1000,
  durationMilliseconds: 5,
  apply: 1,
  ...more,
});
