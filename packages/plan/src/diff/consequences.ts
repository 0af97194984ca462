import type { PlannedStep } from "../plan.ts";
import { blockOf } from "../target-steps.ts";
import type { Consequence } from "./difference.ts";
import type { BlockOutline } from "./outline.ts";
import { differsIn, differsInOwn, type ForeignPart } from "./own-part.ts";
import { type BlockPair, reads, type Sides, type StepPair } from "./sides.ts";
import { unplannedWork } from "./unplanned-work.ts";

/** What has to be done because of the change of one block, steps and what is not planned in steps. */
export function consequencesOf(changed: BlockPair, sides: Sides): readonly Consequence[] {
  const steps = stepConsequences(changed, sides);
  return [...steps, ...unplannedWork(changed, steps, sides)];
}

/** The block's own steps, those that hold a part of it, and what follows. */
export function stepConsequences(changed: BlockPair, sides: Sides): readonly Consequence[] {
  const isHolder = holdersOf(changed, sides);
  const reached = new Set<string>();
  for (let known = -1; known < reached.size; ) {
    known = reached.size;
    for (const { pair, inputs } of sides.work) {
      if (reached.has(pair.address)) continue;
      const follows = inputs.some((input) => reached.has(input));
      if (follows || isRoot(pair, changed, isHolder, sides)) reached.add(pair.address);
    }
  }
  return sides.work.filter(({ pair }) => reached.has(pair.address)).map(({ planned }) => consequenceOf(planned));
}

/** Whether a step differs because of what this very block says. */
function isRoot(
  { address, before, after }: StepPair,
  changed: BlockPair,
  isHolder: (block: string) => boolean,
  sides: Sides,
): boolean {
  const { kind } = changed.after ?? (changed.before as BlockOutline);
  const own = blockOf(address) === changed.address;
  // A member of an ensemble has a step more than other models.
  if (before === undefined || after === undefined) return own || reads(changed, blockOf(address));
  if (own && sides.filesChanged.has(address)) return true;
  if (!own && kind === "project") return differsIn("project", before, after);
  if (!own && !isHolder(blockOf(address))) return false;
  if (!own && (kind === "transform" || kind === "search")) return differsIn(kind, before, after);
  return differsInOwn(before, after, foreignTo(changed, sides), sides.present);
}

/**
 * Whose steps hold a part of the block: those that read a transform or a search; and of a target, a channel or an alert,
 * which have no steps, the deployments and monitors that they belong to.
 */
function holdersOf(changed: BlockPair, { blocks }: Sides): (block: string) => boolean {
  const { kind } = changed.after ?? (changed.before as BlockOutline);
  const isPart = kind === "transform" || kind === "search";
  if (!isPart && kind !== "target" && kind !== "channel" && kind !== "alert") return () => false;
  const around = blocks.filter((pair) => reads(pair, changed.address) || (!isPart && reads(changed, pair.address)));
  const holders = new Set(around.map(({ address }) => address));
  // A channel is read by alerts, whose monitors evaluate them.
  const beyond = isPart ? [] : blocks.filter(({ address }) => around.some((pair) => reads(pair, address)));
  for (const { address } of beyond) holders.add(address);
  const hasParts = isPart ? /^(model|drift)\./ : /^(deploy|monitor)\./;
  return (block) => holders.has(block) && hasParts.test(block);
}

/** What is told at other blocks: those that it reads on both sides, and the project. */
function foreignTo({ before, after }: BlockPair, { base, head }: Sides): readonly ForeignPart[] {
  const read = (block: BlockOutline | undefined, kind: string): string | undefined =>
    block?.reads.find((address) => address.startsWith(`${kind}.`));
  const same = (["transform", "search"] as const).filter((kind) => read(before, kind) === read(after, kind));
  return base.project.seed === head.project.seed ? same : [...same, "project"];
}

/** A planned step, without what plans need. */
export function consequenceOf({ address, action, class: work, ...rest }: PlannedStep): Consequence {
  const { provisional, estimateMilliseconds } = rest;
  return {
    ...{ address, action: action as Consequence["action"], class: work, provisional },
    ...(estimateMilliseconds === undefined ? {} : { estimateMilliseconds }),
  };
}
