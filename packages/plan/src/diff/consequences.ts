import type { ChangeClass, PlannedStep } from "../plan.ts";
import { blockOf } from "../target-steps.ts";
import type { Consequence } from "./difference.ts";
import type { BlockOutline } from "./outline.ts";
import { differsIn, differsInOwn, type ForeignPart } from "./own-part.ts";
import type { BlockPair, Sides, StepPair } from "./sides.ts";

/** What has to be done because of the change of one block, steps and what is not planned in steps. */
export function consequencesOf(changed: BlockPair, sides: Sides): readonly Consequence[] {
  const steps = stepConsequences(changed, sides);
  return [...steps, ...withoutSteps(changed, steps, sides)];
}

/** The block's own steps, those that hold a part of it, and what follows. */
export function stepConsequences(changed: BlockPair, sides: Sides): readonly Consequence[] {
  const pairs = new Map(sides.steps.map((pair) => [pair.address, pair]));
  const readers = new Set(sides.blocks.filter((pair) => reads(pair, changed.address)).map(({ address }) => address));
  const reached = new Set<string>();
  for (let known = -1; known < reached.size; ) {
    known = reached.size;
    for (const step of sides.work) {
      const address = sides.present(step.address);
      const pair = pairs.get(address);
      if (pair === undefined || reached.has(address)) continue;
      const follows = inputsOf(pair, sides).some((input) => reached.has(input));
      if (follows || isRoot(pair, changed, readers, sides)) reached.add(address);
    }
  }
  return sides.work.filter(({ address }) => reached.has(sides.present(address))).map(consequenceOf);
}

/** Whether the step differs because of what this very block says. */
function isRoot(
  { address, before, after }: StepPair,
  changed: BlockPair,
  readers: ReadonlySet<string>,
  sides: Sides,
): boolean {
  const kind = (changed.after ?? changed.before)?.kind;
  const own = blockOf(address) === changed.address;
  // A member of an ensemble has a step more than other models.
  if (before === undefined || after === undefined) return own || reads(changed, blockOf(address));
  if (own) {
    const foreign = foreignTo(changed, sides);
    return sides.filesChanged.has(address) || differsInOwn(before, after, foreign, sides.present);
  }
  if (kind === "project") return differsIn("project", before, after);
  return (kind === "transform" || kind === "search") && readers.has(blockOf(address)) && differsIn(kind, before, after);
}

/** What is told at other blocks: those that it reads on both sides, and the project. */
function foreignTo({ before, after }: BlockPair, { base, head }: Sides): readonly ForeignPart[] {
  const read = (block: BlockOutline | undefined, kind: string): string | undefined =>
    block?.reads.find((address) => address.startsWith(`${kind}.`));
  const same = (["transform", "search"] as const).filter((kind) => read(before, kind) === read(after, kind));
  return base.project.seed === head.project.seed ? same : [...same, "project"];
}

const reads = ({ before, after }: BlockPair, address: string): boolean =>
  [...(before?.reads ?? []), ...(after?.reads ?? [])].includes(address);

/** On both sides: what no longer comes in is a reason too. */
const inputsOf = ({ before, after }: StepPair, { present }: Sides): readonly string[] => [
  ...Object.values(after?.inputs ?? {}),
  ...Object.values(before?.inputs ?? {}).map(present),
];

/** A planned step, without what plans need. */
export function consequenceOf({
  address,
  action,
  class: work,
  provisional,
  estimateMilliseconds,
}: PlannedStep): Consequence {
  return {
    ...{ address, action: action as Consequence["action"], class: work, provisional },
    ...(estimateMilliseconds === undefined ? {} : { estimateMilliseconds }),
  };
}

/** What is done of blocks for which no steps are planned, by kind. */
const classes: Readonly<Partial<Record<string, ChangeClass>>> = {
  target: "redeploy",
  deploy: "redeploy",
  monitor: "monitor",
  alert: "monitor",
  channel: "monitor",
};

/** The block itself, and deployments of what is trained anew, or by way of a target that is another one. */
function withoutSteps(
  changed: BlockPair,
  steps: readonly Consequence[],
  { blocks, steps: pairs }: Sides,
): readonly Consequence[] {
  const planned = new Set(pairs.map(({ address }) => blockOf(address)));
  const trained = steps.filter((each) => each.class === "retrain").map(({ address }) => address);
  const carried = [...trained, ...(changed.after?.kind === "target" ? [changed.address] : [])];
  return blocks.flatMap((pair): readonly Consequence[] => {
    const { address, before, after } = pair;
    const { kind = "project" } = after ?? before ?? {};
    const work = classes[kind];
    if (work === undefined || planned.has(address)) return [];
    const own = address === changed.address;
    if (own ? kind === "target" : kind !== "deploy" || !carried.some((each) => reads(pair, each))) return [];
    const action = before === undefined ? "create" : after === undefined ? "remove" : "update";
    return [{ address, action, class: work, provisional: !own }];
  });
}
