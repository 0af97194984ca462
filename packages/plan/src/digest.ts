import { createHash } from "node:crypto";
import { canonicalJson } from "./canonical-json.ts";
import type { Step, StepKind } from "./step.ts";
import { namesTables, stepMeaning } from "./step-meaning.ts";

/** The version of the code that carries out each kind of step: raised when it gives another result. */
export type HandlerVersions = Readonly<Record<StepKind, number | string>>;

export interface DigestFacts {
  /** Role → definition digest of the step that fills it. */
  readonly inputDigests: Readonly<Record<string, string>>;
  /** Of the source files (`ingest-dataset` only). */
  readonly fingerprint?: string;
  readonly handlerVersions: HandlerVersions;
}

/**
 * SHA-256 (hexadecimal) of a step's definition: what is asked for, of which definitions, by which handler. Equal
 * definitions give equal results. Address, place, layout and the names of blocks do not enter.
 */
export function stepDigest(step: Pick<Step, "kind" | "config">, facts: DigestFacts): string {
  const { inputDigests, fingerprint, handlerVersions } = facts;
  return keyOf(step, inputDigests, handlerVersions[step.kind], fingerprint);
}

/**
 * As {@link stepDigest}, but of the digests of the inputs' *outputs*: the engine looks here before it works, so that
 * an input done anew with the same bytes redoes nothing behind it.
 */
export function executionKey(
  step: Pick<Step, "kind" | "config">,
  inputOutputs: Readonly<Record<string, string>>,
  handlerVersion: number | string,
  fingerprint?: string,
): string {
  return keyOf(step, inputOutputs, handlerVersion, fingerprint);
}

/** SHA-256 (hexadecimal) of the canonical JSON of a value. */
export const digestOf = (value: unknown): string => createHash("sha256").update(canonicalJson(value)).digest("hex");

function keyOf(
  step: Pick<Step, "kind" | "config">,
  inputs: Readonly<Record<string, string>>,
  handler: number | string,
  fingerprint: string | undefined,
): string {
  const named = namesTables(step.kind);
  return digestOf({
    kind: step.kind,
    handler,
    meaning: stepMeaning(step.kind, step.config, (name) => inputs[name] ?? name),
    inputs: named ? [...new Set(Object.values(inputs))].sort() : inputs,
    fingerprint,
  });
}
