import { canonicalJson } from "../canonical-json.ts";
import type { Step } from "../step.ts";
import { stepMeaning } from "../step-meaning.ts";

/**
 * The parts of a step's config that other blocks say: a model's steps hold the pipeline of its transform, and what its
 * search says. Names of fields, one within another.
 */
const foreignParts: Readonly<Record<ForeignPart, readonly (readonly string[])[]>> = {
  transform: [
    ["definition", "steps"],
    ["definition", "input"],
    ["slices", "steps"],
    ["reference", "steps"],
    ["current", "steps"],
  ],
  search: [["search"]],
  project: [["seed"]],
  /** Of a training: how the rows are dealt that teach its threshold, which is how it is validated. */
  validation: [["folds"]],
  /** Of a threshold that is best by what mistakes cost: the costs, which are told of the metric. */
  costs: [["definition", "threshold", "best", "costs"]],
};

export type ForeignPart = "transform" | "search" | "project" | "validation" | "costs";

/** Whether such a part differs between two configs of one step. */
export function differsIn(part: ForeignPart, before: Step, after: Step): boolean {
  const [old, now] = [meaningOf(before), meaningOf(after)];
  return foreignParts[part].some(
    (path) => canonicalJson(at(old, path) ?? null) !== canonicalJson(at(now, path) ?? null),
  );
}

/**
 * Whether the configs, but for the foreign parts, or the inputs differ. `present` gives addresses of the base as the head
 * calls them.
 */
export function differsInOwn(
  before: Step,
  after: Step,
  foreign: readonly ForeignPart[],
  present: (address: string) => string,
): boolean {
  const inputs = Object.entries(before.inputs).map(([role, input]) => [present(role), present(input)]);
  const old = [stepMeaning(before.kind, ownBefore(before, after, foreign), present), Object.fromEntries(inputs)];
  return canonicalJson(old) !== canonicalJson([stepMeaning(after.kind, after.config), after.inputs]);
}

/** The config before, with the foreign parts of the config after: what differs still is the block's own. */
export function ownBefore(before: Step, after: Step, parts: readonly ForeignPart[]): unknown {
  const paths = parts.flatMap((part) => foreignParts[part]);
  return paths.reduce((config, path) => put(config, path, at(after.config, path)), before.config as unknown);
}

const meaningOf = ({ kind, config }: Step): unknown => stepMeaning(kind, config);

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, name) => (inner as Fields | null | undefined)?.[name], value);
}

/** With another value at the path, where what it lies in is there; without it where the value is undefined. */
function put(value: unknown, [name, ...more]: readonly string[], part: unknown): unknown {
  if (name === undefined) return part;
  if (typeof value !== "object" || value === null) return value;
  const { [name]: inner, ...rest } = value as Fields;
  const changed = put(inner, more, part);
  return changed === undefined ? rest : { ...rest, [name]: changed };
}

type Fields = Readonly<Record<string, unknown>>;
