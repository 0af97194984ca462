import { codes } from "@mlopsc/diagnostics";
import {
  countAssignments,
  gridSpace,
  type SearchDefinition,
  type SpaceDimension,
  type Surrogate,
} from "@mlopsc/vocabulary";
import type { ChoiceValue, Declaration } from "../semantics/program.ts";
import { choiceOf, nameSpan, numberOf } from "./attributes.ts";
import type { CheckContext } from "./check-context.ts";

type Strategy = Pick<SearchDefinition, "strategy" | "trials" | "points" | "initial" | "surrogate" | "factor">;

const mostGridPoints = 10_000;

/** How the next trial is chosen, held against the space that it is chosen from. */
export function readStrategy(
  search: Declaration,
  choice: ChoiceValue,
  space: readonly SpaceDimension[],
  context: CheckContext,
): Strategy {
  const strategy = choice.name as SearchDefinition["strategy"];
  if (strategy === "grid") return readGrid(search, choice, space, context);
  const wanted = readWhole(search, choice, "trials", { low: 1, high: 1_000_000, fallback: 1 }, context);
  const count = countAssignments(space);
  if (count < wanted) {
    const parameters = { search: search.name, trials: wanted, count };
    context.reporter.report(search, choice.span, codes.spaceSmallerThanTrials, parameters);
  }
  const trials = Math.min(wanted, count);
  switch (strategy) {
    case "random":
      return { strategy, trials };
    case "halving": {
      reportPruning(search, context);
      return {
        strategy,
        trials,
        factor: readWhole(search, choice, "factor", { low: 2, high: 100, fallback: 3 }, context),
      };
    }
    case "bayesian":
      return { strategy, trials, ...readBayesian(search, choice, trials, context) };
  }
}

function readGrid(
  search: Declaration,
  choice: ChoiceValue,
  space: readonly SpaceDimension[],
  context: CheckContext,
): Strategy {
  const points = readWhole(search, choice, "points", { low: 1, high: 1000, fallback: 5 }, context);
  const count = countAssignments(gridSpace(space, points));
  if (count > mostGridPoints) context.reporter.report(search, choice.span, codes.gridTooLarge, { count });
  return { strategy: "grid", trials: count, points };
}

function readBayesian(
  search: Declaration,
  choice: ChoiceValue,
  trials: number,
  { reporter }: CheckContext,
): Pick<SearchDefinition, "initial" | "surrogate"> {
  const initial = numberOf(choice, "initial", 10);
  const wanted = numberOf(choice, "trials", 1);
  if (initial >= wanted && wanted >= 1) {
    const where = choice.parameters.get("initial") ?? choice.parameters.get("trials");
    reporter.report(search, where?.span ?? choice.span, codes.initialTrials, { initial, trials: wanted });
  }
  return { initial: Math.min(initial, trials), surrogate: wantedSurrogate(choice) ?? "gaussian_process" };
}

/** What `surrogate:` says. */
function wantedSurrogate(choice: ChoiceValue): Surrogate | undefined {
  const value = choice.parameters.get("surrogate");
  return value?.kind === "choice" ? (value.choices[0]?.name as Surrogate | undefined) : undefined;
}

/** A halving stops trials by itself: on fewer rows, before they cost much. */
function reportPruning(search: Declaration, { program, reporter }: CheckContext): void {
  const prune = choiceOf(program, search, "prune");
  if (prune !== undefined) reporter.report(search, prune.span, codes.halvingPrunes, {});
}

interface WholeRange {
  readonly low: number;
  readonly high: number;
  readonly fallback: number;
}

function readWhole(
  search: Declaration,
  choice: ChoiceValue,
  name: string,
  { low, high, fallback }: WholeRange,
  { reporter }: CheckContext,
): number {
  const value = numberOf(choice, name, fallback);
  if (value >= low && value <= high) return value;
  const parameters = { what: name, found: String(value), wanted: `a whole number in ${low}..${high}` };
  reporter.report(search, choice.parameters.get(name)?.span ?? nameSpan(search), codes.outOfRange, parameters);
  return Math.min(high, Math.max(low, value));
}
