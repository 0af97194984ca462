import { canonicalJson } from "../canonical-json.ts";
import type { PlannedStep } from "../plan.ts";
import { blockOf } from "../target-steps.ts";
import type { BlockOutline, Meaning, OutlineValue } from "./outline.ts";

/** Address in the base → address in the head of blocks that only changed their name. */
export function renamedBlocks(
  base: readonly BlockOutline[],
  head: readonly BlockOutline[],
  planned: readonly PlannedStep[],
): ReadonlyMap<string, string> {
  const renamed = new Map<string, string>();
  const [old, now] = [addressesOf(base), addressesOf(head)];
  for (const { address, movedFrom } of planned) {
    const [from, to] = [blockOf(movedFrom ?? address), blockOf(address)];
    if (from !== to && !now.has(from) && !old.has(to)) renamed.set(from, to);
  }
  // What refers to a renamed block is recognised once that one is, so: again until nothing new is found.
  for (let known = -1; known < renamed.size; ) {
    known = renamed.size;
    const gone = byMeaning(base, (block) => !now.has(block.address) && !renamed.has(block.address), renamed);
    const taken = new Set(renamed.values());
    const come = byMeaning(head, (block) => !old.has(block.address) && !taken.has(block.address), new Map());
    for (const [meaning, addresses] of come) {
      const from = gone.get(meaning);
      if (addresses.length === 1 && from?.length === 1) renamed.set(from[0] as string, addresses[0] as string);
    }
  }
  return renamed;
}

const addressesOf = (blocks: readonly BlockOutline[]): ReadonlySet<string> =>
  new Set(blocks.map(({ address }) => address));

/** Of the blocks that are told apart by what they say, not by their steps. */
function byMeaning(
  blocks: readonly BlockOutline[],
  isWanted: (block: BlockOutline) => boolean,
  renamed: ReadonlyMap<string, string>,
): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const block of blocks) {
    if (!byAttributes.has(block.kind) || !isWanted(block)) continue;
    const { kind, attributes, checks, search } = block;
    const meanings = Object.entries(attributes).map(([name, { meaning }]) => [name, inPresent(meaning, renamed)]);
    const calls = checks.map(({ call, condition }) => [call, condition]);
    const key = canonicalJson({ kind, meanings, calls, search });
    groups.set(key, [...(groups.get(key) ?? []), block.address]);
  }
  return groups;
}

const byAttributes: ReadonlySet<string> = new Set([
  ...["search", "param", "target", "deploy", "monitor", "alert", "channel"],
]);

/** A block of the base, referring to others by what the head calls them. Its own address stays. */
export function blockInPresent(block: BlockOutline, renamed: ReadonlyMap<string, string>): BlockOutline {
  const attributes = Object.entries(block.attributes).map(([name, value]): [string, OutlineValue] => [
    name,
    { ...value, meaning: inPresent(value.meaning, renamed) },
  ]);
  const reads = block.reads.map((address) => renamed.get(address) ?? address);
  return { ...block, attributes: Object.fromEntries(attributes), reads };
}

/** The meaning with the addresses that it refers to as the head calls them. */
function inPresent(meaning: Meaning, renamed: ReadonlyMap<string, string>): Meaning {
  if (meaning.kind === "references") return { ...meaning, to: meaning.to.map((to) => renamed.get(to) ?? to) };
  if (meaning.kind !== "choice") return meaning;
  const parameters = Object.entries(meaning.parameters).map(([name, value]) => [name, inPresent(value, renamed)]);
  return { ...meaning, parameters: Object.fromEntries(parameters) };
}
