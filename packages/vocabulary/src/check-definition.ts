import type { FigureCondition } from "./figure-condition.ts";
import type { ProgramLine } from "./outside-algorithm.ts";

/** A line of `checks`, with its defaults filled in. */
export type CheckDefinition = ParityCheck | LoadCheck | SmokeCheck | SizeCheck | RunCheck;
export type CheckKind = CheckDefinition["kind"];

interface Measurement {
  /** As written, in canonical form: what results and messages call it. */
  readonly source: string;
  /** What must hold of the figures, beside what the check itself asks for; null where that is all. */
  readonly condition: FigureCondition | null;
}

/** `parity(sample: 500): difference <= 1e-9` */
export interface ParityCheck extends Measurement {
  readonly kind: "parity";
  /** Rows of the test part, at most. */
  readonly sample: number;
}

/** `load(rate: 200/s, for: 30s): p95 < 20ms` */
export interface LoadCheck extends Measurement {
  readonly kind: "load";
  /** Requests a second. */
  readonly rate: number;
  readonly milliseconds: number;
}

/** `smoke` */
export interface SmokeCheck extends Measurement {
  readonly kind: "smoke";
}

/** `size: image < 150MB` */
export interface SizeCheck extends Measurement {
  readonly kind: "size";
}

/** `run("node smoke.mjs", timeout: 1m)` */
export interface RunCheck extends Measurement, ProgramLine {
  readonly kind: "run";
  readonly timeoutMilliseconds: number;
}
