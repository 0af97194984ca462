import { gridSpace, type SearchDefinition } from "@mlopsc/vocabulary";
import { seededRandom } from "../random/seeded-random.ts";
import { askBayesian } from "./bayesian.ts";
import { allAssignments } from "./grid.ts";
import { askHalving } from "./halving.ts";
import type { KnownTrial, Proposal } from "./known-trial.ts";
import { type Assignment, assignmentKey } from "./sample-space.ts";
import { drawUntried } from "./untried.ts";

export interface SearchContext {
  readonly seed: number;
  /** Rows of the training part. */
  readonly rows: number;
}

/** What points of a range a grid takes where it is not said. */
const usualPoints = 5;

/**
 * Up to `size` trials to measure side by side; none where the search has ended. A pure function of the definition, the
 * seed and the trials so far, so that a search can be taken up again: no assignment is proposed twice.
 */
export function proposeTrials(
  definition: SearchDefinition,
  history: readonly KnownTrial[],
  size: number,
  context: SearchContext,
): readonly Proposal[] {
  const known = [...history];
  const proposals: Proposal[] = [];
  while (proposals.length < size) {
    const proposal = ask(definition, known, context);
    if (proposal === undefined) break;
    proposals.push(proposal);
    const before = known[proposal.index];
    const { assignment } = proposal;
    known[proposal.index] = { score: null, foldScores: [], ...before, assignment, state: "running" };
  }
  return proposals;
}

function ask(
  definition: SearchDefinition,
  history: readonly KnownTrial[],
  { seed, rows }: SearchContext,
): Proposal | undefined {
  if (definition.strategy === "halving") return askHalving(definition, seed, rows, history);
  if (history.length >= definition.trials) return undefined;
  const assignment = nextAssignment(definition, seed, history);
  return assignment && { index: history.length, assignment, rung: 0, share: 1 };
}

function nextAssignment(
  definition: SearchDefinition,
  seed: number,
  history: readonly KnownTrial[],
): Assignment | undefined {
  const { strategy, space, points = usualPoints } = definition;
  switch (strategy) {
    case "grid":
      return allAssignments(gridSpace(space, points), Number.POSITIVE_INFINITY)![history.length];
    case "bayesian":
      return askBayesian(definition, seed, history);
    case "random": {
      const tried = new Set(history.map(({ assignment }) => assignmentKey(assignment)));
      return drawUntried(space, tried, seededRandom(seed, `trial ${history.length}`));
    }
    case "halving":
      throw new Error("a halving asks for itself");
    default:
      return unknownStrategy(strategy);
  }
}

function unknownStrategy(strategy: never): never {
  throw new Error(`unknown strategy ${String(strategy)}`);
}
