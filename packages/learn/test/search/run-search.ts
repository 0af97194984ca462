import { type Assignment, type KnownTrial, proposeTrials } from "@mlopsc/learn";
import type { SearchDefinition, SpaceDimension } from "@mlopsc/vocabulary";

export const range = (
  name: string,
  kind: "int" | "number",
  low: number,
  high: number,
  log = false,
): SpaceDimension => ({
  name,
  values: { kind, low, high, log },
});

export const choice = (name: string, ...options: (string | number | boolean)[]): SpaceDimension => ({
  name,
  values: { kind: "choice", options },
});

export const when = (
  dimension: SpaceDimension,
  name: string,
  ...equals: (string | number | boolean)[]
): SpaceDimension => ({
  ...dimension,
  when: [...(dimension.when ?? []), { name, equals }],
});

/** A trial as it would have been recorded. */
export const trialOf = (assignment: Assignment, score: number | null): KnownTrial => ({
  assignment,
  state: score === null ? "failed" : "complete",
  score,
  foldScores: score === null ? [] : [score],
});

/** Runs a search to its end in batches; every trial scores what the function says, null where it fails. */
export function runSearch(
  definition: SearchDefinition,
  seed: number,
  score: (assignment: Assignment) => number | null,
  batch = 1,
): KnownTrial[] {
  const history: KnownTrial[] = [];
  for (;;) {
    const asked = proposeTrials(definition, history, batch, { seed, rows: 1000 });
    if (asked.length === 0) return history;
    for (const { index, assignment } of asked) history[index] = trialOf(assignment, score(assignment));
  }
}
