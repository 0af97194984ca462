import { metricEntry, type SearchDefinition } from "@mlopsc/vocabulary";
import { seededRandom } from "../random/seeded-random.ts";
import type { KnownTrial, Proposal } from "./known-trial.ts";
import { latinHypercube } from "./latin-hypercube.ts";
import { type Assignment, assignmentKey } from "./sample-space.ts";
import { drawUntried } from "./untried.ts";

/** On fewer rows nothing can be told. */
const fewestRows = 100;
const defaultFactor = 3;

/** One round of a halving. */
export interface HalvingRung {
  /** Of the training rows. */
  readonly share: number;
  /** Trials that it measures, at most. */
  readonly trials: number;
}

/**
 * The rounds of a successive halving (Jamieson and Talwalkar 2016), on ever more rows up to all: so many that the last is
 * for `factor` trials at most, fewer where the first would be on too few rows.
 */
export function halvingRungs(
  { trials, factor = defaultFactor }: Pick<SearchDefinition, "trials" | "factor">,
  rows: number,
): readonly HalvingRung[] {
  const sizes = [trials];
  while (sizes.at(-1)! > factor && rows >= fewestRows * factor ** sizes.length) {
    sizes.push(Math.ceil(sizes.at(-1)! / factor));
  }
  return sizes.map((size, rung) => ({ share: factor ** (rung + 1 - sizes.length), trials: size }));
}

/**
 * The next trial of the lowest rung that is not full: new ones on the first, the best of the rung below on the others.
 * Undefined where trials of the rung still run, or all is done.
 */
export function askHalving(
  definition: SearchDefinition,
  seed: number,
  rows: number,
  history: readonly KnownTrial[],
): Proposal | undefined {
  const rungs = halvingRungs(definition, rows);
  const begun = beginTrial(definition, seed, history);
  if (begun !== undefined) return { index: history.length, assignment: begun, rung: 0, share: rungs[0]!.share };
  let alive = history.map((_, index) => index);
  for (const [rung, { share }] of rungs.entries()) {
    if (rung > 0) alive = survivors(definition, history, alive, rung);
    const wanted = alive.filter((index) => history[index]!.state !== "failed" && rungsOf(history, index) <= rung);
    const next = wanted.find((index) => history[index]!.state !== "running");
    if (next !== undefined) return { index: next, assignment: history[next]!.assignment, rung, share };
    if (wanted.length > 0) return undefined;
  }
  return undefined;
}

/** An even design over the whole space; undefined where all have begun. */
function beginTrial(
  { space, trials }: SearchDefinition,
  seed: number,
  history: readonly KnownTrial[],
): Assignment | undefined {
  if (history.length >= trials) return undefined;
  const tried = new Set(history.map(({ assignment }) => assignmentKey(assignment)));
  const planned = latinHypercube(space, trials, seededRandom(seed, "halving"))[history.length]!;
  if (!tried.has(assignmentKey(planned))) return planned;
  return drawUntried(space, tried, seededRandom(seed, `trial ${history.length}`));
}

/** One of `factor` of those that have a score on the rung below, the best; the first of equals. */
function survivors(
  { factor = defaultFactor, optimise }: SearchDefinition,
  history: readonly KnownTrial[],
  alive: readonly number[],
  rung: number,
): number[] {
  const sign = metricEntry(optimise.metric).better === "higher" ? -1 : 1;
  const costOf = (index: number): number => sign * history[index]!.rungs![rung - 1]!;
  return alive
    .filter((index) => rungsOf(history, index) >= rung)
    .sort((a, b) => costOf(a) - costOf(b) || a - b)
    .slice(0, Math.ceil(alive.length / factor));
}

const rungsOf = (history: readonly KnownTrial[], index: number): number => history[index]!.rungs?.length ?? 0;
