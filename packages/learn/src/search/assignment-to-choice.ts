import {
  type AlgorithmChoice,
  type AlgorithmName,
  algorithmEntry,
  isAlgorithmName,
  type SearchDefinition,
  type Task,
} from "@mlopsc/vocabulary";
import type { Assignment } from "./sample-space.ts";

/**
 * The learner that an assignment means: its values over the fixed ones over the defaults. The dimension `algorithm`
 * names the algorithm; fixed parameters that belong to another are left out, and, where the task is told, those that mean
 * nothing for it. Throws where none is named.
 */
export function assignmentToChoice(
  { fixed }: Pick<SearchDefinition, "fixed">,
  assignment: Assignment,
  task?: Task,
): AlgorithmChoice {
  const algorithm = algorithmOf(assignment["algorithm"] ?? fixed?.algorithm);
  if (fixed?.outside !== undefined) return { ...fixed, parameters: { ...fixed.parameters, ...assignment } };
  const own = Object.entries(algorithmEntry(algorithm).parameters).filter(
    ([, { tasks }]) => task === undefined || tasks === undefined || tasks.includes(task),
  );
  const parameters = Object.fromEntries(
    own.map(([name, entry]) => [name, assignment[name] ?? fixed?.parameters[name] ?? entry.default]),
  );
  return { algorithm, parameters };
}

function algorithmOf(name: unknown): AlgorithmName {
  if (typeof name !== "string" || !isAlgorithmName(name)) throw new Error(`no algorithm: ${String(name)}`);
  return name;
}
