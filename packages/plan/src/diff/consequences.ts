import { canonicalJson } from "../canonical-json.ts";
import type { PlannedStep } from "../plan.ts";
import { blockOf } from "../target-steps.ts";
import type { Consequence } from "./difference.ts";
import type { BlockOutline } from "./outline.ts";
import { differsIn, differsInOwn, type ForeignPart } from "./own-part.ts";
import { type BlockPair, reads, type Sides, type StepPair } from "./sides.ts";

/** What has to be done because of the change of one block: its own steps, those that hold a part of it, what follows. */
export function consequencesOf(changed: BlockPair, sides: Sides): readonly Consequence[] {
  const holders = holdersOf(changed, sides);
  const read = [...(changed.before?.reads ?? []), ...(changed.after?.reads ?? [])];
  const blocks = new Set([changed.address, ...holders, ...read]);
  const { kind } = changed.after ?? (changed.before as BlockOutline);
  const near = kind === "project" ? sides.work.all : [...blocks].flatMap(sides.work.ofBlock);
  const roots = near.filter(({ pair }) => isRoot(pair, changed, holders, sides));
  return sides.work.following(roots).map(({ planned }) => consequenceOf(planned));
}

/** Whether a step differs because of what this very block says. */
function isRoot(
  { address, before, after }: StepPair,
  changed: BlockPair,
  holders: ReadonlySet<string>,
  sides: Sides,
): boolean {
  const { kind } = changed.after ?? (changed.before as BlockOutline);
  const own = blockOf(address) === changed.address;
  // A member of an ensemble has a step more than other models.
  if (before === undefined || after === undefined)
    return own || reads(changed, blockOf(address)) || holders.has(blockOf(address));
  if (own && sides.filesChanged.has(address)) return true;
  if (!own && kind === "project") return differsIn("project", before, after);
  if (!own && !holders.has(blockOf(address))) return false;
  if (!own && (kind === "transform" || kind === "search")) return differsIn(kind, before, after);
  return differsInOwn(before, after, foreignTo(changed, sides), sides.present);
}

/**
 * Whose steps hold a part of the block: those that read a transform, a search or a parameter; and of blocks that are deployed or watched,
 * the deployments and monitors that refer to it or that it refers to. Of an alert's channels that is the alert's monitor.
 */
function holdersOf(changed: BlockPair, { blocks }: Sides): ReadonlySet<string> {
  const { kind } = changed.after ?? (changed.before as BlockOutline);
  if (kind === "transform" || kind === "search" || kind === "param") {
    const readers = blocks.filter((pair) => reads(pair, changed.address));
    return new Set(readers.map(({ address }) => address));
  }
  if (!together.has(kind)) return new Set();
  const near = blocks.filter((pair) => reads(pair, changed.address) || reads(changed, pair.address));
  const far = kind === "channel" ? blocks.filter(({ address }) => near.some((pair) => reads(pair, address))) : [];
  const holders = [...near, ...far].filter((pair) => isServing(pair) && (!isServing(changed) || saysTheSame(pair)));
  return new Set(holders.map(({ address }) => address));
}

const together: ReadonlySet<string> = new Set(["target", "channel", "alert", "deploy", "monitor"]);

const isServing = ({ address }: BlockPair): boolean => /^(deploy|monitor)\./.test(address);

/** What such a block's steps hold of others is told at these; what it says itself is told of it. */
const saysTheSame = ({ before, after }: BlockPair): boolean => saying(before) === saying(after);

const saying = (block: BlockOutline | undefined): string =>
  canonicalJson(Object.entries(block?.attributes ?? {}).map(([name, { meaning }]) => [name, meaning]));

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
