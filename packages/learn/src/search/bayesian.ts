import { metricEntry, type SearchDefinition } from "@mlopsc/vocabulary";
import { seededRandom } from "../random/seeded-random.ts";
import { encodeSpace, type Points } from "./encode-space.ts";
import { logExpectedImprovement } from "./expected-improvement.ts";
import { fitForestSurrogate } from "./forest-surrogate.ts";
import { fitGaussianProcess } from "./gaussian-process.ts";
import { type KnownTrial, meanOf } from "./known-trial.ts";
import { latinHypercube } from "./latin-hypercube.ts";
import { warpCosts } from "./output-warp.ts";
import { propose } from "./propose.ts";
import { type Assignment, assignmentKey } from "./sample-space.ts";
import type { Surrogate } from "./surrogate.ts";
import { drawUntried } from "./untried.ts";

const defaultInitial = 10;
/** The trials that a surrogate learns from at most: half of them the best, half the latest. */
const mostLearned = 300;
const leaders = 3;
/** One trial of so many is drawn by chance where trees are asked: what they are sure of may be wrong (Hutter et al. 2011). */
const forestChance = 4;

interface Observation {
  readonly assignment: Assignment;
  readonly cost: number;
}

/**
 * An even design at first; then the assignment of the highest expected improvement under a surrogate of the trials so
 * far. Those that still run are taken to end as the surrogate expects. Undefined where the space is used up.
 */
export function askBayesian(
  definition: SearchDefinition,
  seed: number,
  history: readonly KnownTrial[],
): Assignment | undefined {
  const { space, initial = defaultInitial, trials } = definition;
  const tried = new Set(history.map(({ assignment }) => assignmentKey(assignment)));
  const random = seededRandom(seed, `trial ${history.length}`);
  const evenly = Math.max(2, Math.min(initial, trials));
  if (history.length < evenly) {
    const planned = latinHypercube(space, evenly, seededRandom(seed, "initial trials"))[history.length]!;
    return tried.has(assignmentKey(planned)) ? drawUntried(space, tried, random) : planned;
  }
  const observed = observations(definition, history);
  const byChance = definition.surrogate === "random_forest" && history.length % forestChance === 0;
  if (observed.length < 2 || byChance) return drawUntried(space, tried, random);
  const running = history.flatMap(({ state, assignment }) => (state === "running" ? [assignment] : []));
  const gainOf = expectedGain(definition, seed, observed, running);
  const best = [...observed].sort((a, b) => a.cost - b.cost).slice(0, leaders);
  const leading = best.map(({ assignment }) => assignment);
  return propose(space, leading, tried, gainOf, random) ?? drawUntried(space, tried, random);
}

/** What has been measured, as costs. A pruned trial has cost what it had so far; a failed one as much as the worst. */
function observations({ optimise }: SearchDefinition, history: readonly KnownTrial[]): readonly Observation[] {
  const sign = metricEntry(optimise.metric).better === "higher" ? -1 : 1;
  const scores = history.map(({ score, foldScores }) => score ?? (foldScores.length > 0 ? meanOf(foldScores) : null));
  const costs = scores.flatMap((score) => (score === null ? [] : [sign * score]));
  if (costs.length === 0) return [];
  const worst = Math.max(...costs);
  const observed = history.flatMap(({ assignment, state }, index) => {
    const score = scores[index]!;
    if (score !== null) return [{ assignment, cost: sign * score }];
    return state === "failed" ? [{ assignment, cost: worst }] : [];
  });
  if (observed.length <= mostLearned) return observed;
  const half = mostLearned / 2;
  const earlier = observed.slice(0, -half).sort((a, b) => a.cost - b.cost);
  return [...earlier.slice(0, half), ...observed.slice(-half)];
}

function expectedGain(
  { space, surrogate = "gaussian_process" }: SearchDefinition,
  seed: number,
  observed: readonly Observation[],
  running: readonly Assignment[],
): (assignment: Assignment) => number {
  const isForest = surrogate === "random_forest";
  // A tree can tell what is not in play by a value beyond all others; for a distance the middle is fairest.
  const encode = encodeSpace(space, isForest ? -1 : 0.5);
  const points = encode(observed.map(({ assignment }) => assignment));
  const values = warpCosts(observed.map(({ cost }) => cost));
  const fitted = isForest ? fitForestSurrogate(points, values, seed) : fitGaussianProcess(points, values);
  const rows = Array.from({ length: points.size }, (_, row) => rowOf(points, row));
  const lowest = Math.min(...rows.map((row) => fitted.expect(row).mean));
  const believed = believing(fitted, points, values, encode(running));
  return (assignment) => logExpectedImprovement(believed.expect(encode([assignment]).coordinates), lowest);
}

/** The surrogate as it would be if the running trials ended as it expects (Ginsbourger et al. 2010). */
function believing(surrogate: Surrogate, points: Points, values: Float64Array, running: Points): Surrogate {
  if (running.size === 0) return surrogate;
  const expected = Array.from({ length: running.size }, (_, row) => surrogate.expect(rowOf(running, row)).mean);
  const coordinates = new Float64Array(points.coordinates.length + running.coordinates.length);
  coordinates.set(points.coordinates);
  coordinates.set(running.coordinates, points.coordinates.length);
  const all: Points = { ...points, size: points.size + running.size, coordinates };
  return surrogate.given(all, Float64Array.from([...values, ...expected]));
}

const rowOf = ({ coordinates, width }: Points, row: number): Float64Array =>
  coordinates.subarray(row * width, (row + 1) * width);
