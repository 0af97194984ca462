import { codes } from "@mlopsc/diagnostics";
import type { DimensionSyntax } from "@mlopsc/grammar";
import {
  type AlgorithmChoice,
  type AlgorithmName,
  algorithmEntry,
  algorithms,
  isAlgorithmName,
  type SearchDefinition,
  type SpaceDimension,
} from "@mlopsc/vocabulary";
import type { Declaration } from "../semantics/program.ts";
import { choiceOf, linesOf, nameSpan, numberOf, syntaxOf, typedValueOf } from "./attributes.ts";
import type { CheckContext } from "./check-context.ts";
import { checkIdleDimensions } from "./check-idle-parameters.ts";
import { isOutside, readLearner } from "./outside/read-outside.ts";
import { algorithmWithDefaults } from "./read-algorithm.ts";
import { readMetric } from "./read-metric.ts";
import { readDimension, readFreeDimension } from "./search-dimension.ts";
import { readStrategy } from "./search-strategy.ts";
import { bare } from "./syntax-text.ts";

/** What a search block says; null where too much of it is wrong, which was reported. Its metric's task is the model's matter. */
export function analyseSearch(search: Declaration, context: CheckContext): SearchDefinition | null {
  const { program, reporter } = context;
  const lines = linesOf(search, "space", "dimension");
  const strategy = choiceOf(program, search, "strategy");
  if (lines.length === 0 && search.block.members.every(({ node }) => node !== "broken")) {
    reporter.report(search, nameSpan(search), codes.emptySpace, { search: search.name });
  }
  const own = searchedProgram(lines, search, context);
  const names = own === undefined ? algorithmNames(namesOf(lines), search, context) : [];
  const read: SpaceDimension[] = [];
  for (const line of lines) {
    if (own !== undefined && line.name.text === "algorithm") continue;
    const dimension =
      own === undefined
        ? readDimension(line, names, read, search, reporter)
        : readFreeDimension(line, read, search, reporter);
    if (dimension !== null) read.push(dimension);
  }
  if (own === undefined) checkIdleDimensions(lines, read, names, search, context.reporter);
  const optimise = syntaxOf(program, search, "optimise");
  const metric = optimise ? readMetric(optimise.expression, null, search, reporter) : null;
  if (strategy === undefined || metric === null || read.length === 0) return null;
  if (own === null || (own === undefined && names.length === 0)) return null;
  const searched = read.some(({ name }) => name === "algorithm");
  const budget = typedValueOf(program, search, "budget", "duration")?.value;
  const prune = choiceOf(program, search, "prune");
  const [first] = names;
  return {
    ...readStrategy(search, strategy, read, context),
    optimise: metric,
    ...(budget === undefined ? {} : { budgetMilliseconds: budget }),
    ...(prune === undefined ? {} : { prune: { kind: "median", after: numberOf(prune, "after", 10) } }),
    space: read,
    fixed: own ?? (searched || first === undefined ? null : algorithmWithDefaults(first)),
  };
}

const namesOf = (lines: readonly DimensionSyntax[]): readonly string[] => lines.map(({ name }) => name.text);

/**
 * The program of `algorithm in [command("…")]`, whose parameters vary freely. Null where it is wrong, which is reported;
 * undefined where the search is not over one.
 */
function searchedProgram(
  lines: readonly DimensionSyntax[],
  search: Declaration,
  context: CheckContext,
): AlgorithmChoice | null | undefined {
  const line = lines.find(({ name }) => name.text === "algorithm");
  const values = line && bare(line.values);
  const items = values?.node === "list" ? values.items : values === undefined ? [] : [values];
  const [only] = items;
  if (only === undefined || items.length > 1 || only.node !== "call" || only.callee.text !== "command")
    return undefined;
  return readLearner(only, search, context);
}

/**
 * The algorithms whose hyper-parameters may vary: those of the dimension `algorithm`; without one gradient_boosting,
 * where it has all the dimensions.
 */
function algorithmNames(
  dimensions: readonly string[],
  search: Declaration,
  { reporter }: CheckContext,
): readonly AlgorithmName[] {
  const line = linesOf(search, "space", "dimension").find(({ name }) => name.text === "algorithm");
  if (line !== undefined) {
    const items = line.values.node === "list" ? line.values.items : [line.values];
    return items.flatMap((item) =>
      item.node === "name" && isAlgorithmName(item.name) && !isOutside(item.name) ? [item.name] : [],
    );
  }
  const usual: AlgorithmName = "gradient_boosting";
  const isForeign = (name: string): boolean =>
    !Object.hasOwn(algorithmEntry(usual).parameters, name) &&
    Object.values(algorithms).some(({ parameters }) => Object.hasOwn(parameters, name));
  if (!dimensions.some(isForeign)) return [usual];
  reporter.report(search, nameSpan(search), codes.searchAlgorithm, { search: search.name });
  return [];
}
