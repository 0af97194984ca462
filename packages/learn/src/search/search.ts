import { metricEntry, type SearchDefinition } from "@mlopsc/vocabulary";
import { seededRandom } from "../random/seeded-random.ts";
import { expectedImprovement, fitGaussianProcess } from "./gaussian-process.ts";
import { gridAssignments } from "./grid.ts";
import { type Assignment, assignmentKey, drawAssignment, encodeAssignment, isActive, valueAt } from "./sample-space.ts";

/** A trial that is over. */
export interface FinishedTrial {
  readonly assignment: Assignment;
  /** The metric to optimise; null where the trial failed or was pruned. */
  readonly score: number | null;
  /** The metric by fold, as far as the trial went. */
  readonly foldScores: readonly number[];
}

/** Proposes trials. Holds no state: the next trial follows from the definition, the seed and the finished trials. */
export interface Search {
  ask(history: readonly FinishedTrial[]): Assignment | "exhausted";
}

const defaultInitial = 10;
const candidates = 1000;
/** Draws before giving up on finding values that were not tried. */
const attempts = 200;

export function createSearch(definition: SearchDefinition, seed: number): Search {
  const grid = definition.strategy === "grid" ? gridAssignments(definition.space) : [];
  return {
    ask(history) {
      if (history.length >= definition.trials) return "exhausted";
      switch (definition.strategy) {
        case "grid":
          return grid[history.length] ?? "exhausted";
        case "random":
          return untried(definition, seed, history) ?? "exhausted";
        case "bayesian":
          return bayesian(definition, seed, history) ?? "exhausted";
        default:
          return unknownStrategy(definition.strategy);
      }
    },
  };
}

/** A random assignment that is not in the history; undefined where the space seems used up. */
function untried(
  definition: SearchDefinition,
  seed: number,
  history: readonly FinishedTrial[],
): Assignment | undefined {
  const tried = new Set(history.map(({ assignment }) => assignmentKey(assignment)));
  const random = seededRandom(seed, `trial ${history.length}`);
  for (let attempt = 0; attempt < attempts; attempt++) {
    const assignment = drawAssignment(definition.space, random);
    if (!tried.has(assignmentKey(assignment))) return assignment;
  }
  return undefined;
}

/**
 * Random at first; then the candidate of highest expected improvement under a Gaussian process over the finished
 * trials. Half of the candidates are drawn anywhere, half differ from the best trial in about one dimension.
 */
function bayesian(
  definition: SearchDefinition,
  seed: number,
  history: readonly FinishedTrial[],
): Assignment | undefined {
  const { space, optimise } = definition;
  const scored = history.flatMap(({ assignment, score }) => (score === null ? [] : [{ assignment, score }]));
  const initial = Math.max(2, definition.initial ?? Math.min(defaultInitial, Math.ceil(definition.trials / 3)));
  if (history.length < initial || scored.length < 2) return untried(definition, seed, history);
  const sign = metricEntry(optimise.metric).better === "higher" ? -1 : 1;
  const costs = scored.map(({ score }) => sign * score);
  const lowest = Math.min(...costs);
  const leader = scored[costs.indexOf(lowest)]!.assignment;
  const expect = fitGaussianProcess(
    scored.map(({ assignment }) => encodeAssignment(space, assignment)),
    costs,
  );
  const tried = new Set(history.map(({ assignment }) => assignmentKey(assignment)));
  const random = seededRandom(seed, `trial ${history.length}`);
  let best: { assignment: Assignment; gain: number } | undefined;
  for (let index = 0; index < candidates; index++) {
    const drawn = drawAssignment(space, random);
    const assignment = index % 2 === 0 ? drawn : mixed(definition, leader, drawn, random);
    if (tried.has(assignmentKey(assignment))) continue;
    const gain = expectedImprovement(expect(encodeAssignment(space, assignment)), lowest);
    if (best === undefined || gain > best.gain) best = { assignment, gain };
  }
  return best?.assignment;
}

/** The leader with some dimensions from the draw; what a changed condition adds comes from the draw or a new one. */
function mixed(
  { space }: SearchDefinition,
  leader: Assignment,
  drawn: Assignment,
  random: { next(): number; integer(n: number): number },
): Assignment {
  const changed = random.integer(Math.max(1, space.length));
  const merged: Record<string, string | number | boolean> = {};
  space.forEach((dimension, index) => {
    const share = random.next();
    if (!isActive(dimension, merged)) return;
    const fresh = drawn[dimension.name] ?? valueAt(dimension, share);
    const kept = leader[dimension.name];
    merged[dimension.name] = index === changed || share < 0.1 || kept === undefined ? fresh : kept;
  });
  return merged;
}

function unknownStrategy(strategy: never): never {
  throw new Error(`unknown strategy ${String(strategy)}`);
}
