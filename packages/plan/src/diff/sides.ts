import type { BlockKind } from "@mlopsc/vocabulary";
import { canonicalJson } from "../canonical-json.ts";
import { comparePlan, type PlanFacts } from "../compare-plan.ts";
import type { DesiredState, FinishedStep, PlannedStep, RegistrySnapshot } from "../plan.ts";
import type { Step } from "../step.ts";
import { definitionDigests } from "../step-identity.ts";
import { sameHandlers } from "../step-work.ts";
import { blockOf } from "../target-steps.ts";
import type { BlockOutline, ProgramOutline } from "./outline.ts";
import { blockInPresent, renamedBlocks } from "./renamed-blocks.ts";
import { type Work, type WorkGraph, workGraph } from "./work-graph.ts";

/** Digests of the files that steps read, by their addresses, where they are known. */
export type Fingerprints = Readonly<Record<string, string>>;

export interface Revision {
  readonly outline: ProgramOutline;
  readonly fingerprints: Fingerprints;
}

export interface BlockPair {
  /** In the head, or where it is not there in the base. */
  readonly address: string;
  readonly before?: BlockOutline;
  readonly after?: BlockOutline;
}

/** Whether a block refers to another, on either side. */
export const reads = ({ before, after }: BlockPair, address: string): boolean =>
  before?.reads.includes(address) === true || after?.reads.includes(address) === true;

export interface StepPair {
  readonly address: string;
  readonly before?: Step;
  readonly after?: Step;
}

/** The two revisions, block by block and step by step: what rules and descriptions read. Blocks that say nothing for certain are left out. */
export interface Sides {
  readonly base: ProgramOutline;
  readonly head: ProgramOutline;
  readonly blocks: readonly BlockPair[];
  readonly steps: readonly StepPair[];
  /** What would be done if the base had been applied, inputs first. */
  readonly work: WorkGraph;
  /** The steps of a block. */
  readonly stepsOf: (block: string) => readonly StepPair[];
  /** An address of the base, as the head calls it. */
  readonly present: (address: string) => string;
  /** Steps of the head that read files which are others now. */
  readonly filesChanged: ReadonlySet<string>;
  readonly notCompared: readonly string[];
}

export function matchSides(base: Revision, head: Revision, history: RegistrySnapshot["steps"]): Sides {
  const planned = comparePlan(desiredOf(head), asApplied(base), factsOf(head), { history }).steps;
  const blocks = renamedBlocks(base.outline.blocks, head.outline.blocks, planned);
  const present = (address: string): string => {
    const block = blockOf(address);
    return `${blocks.get(block) ?? block}${address.slice(block.length)}`;
  };
  const notCompared = withReaders(uncertain(base.outline, head.outline, present), planned);
  const isCompared = (address: string): boolean => !notCompared.has(blockOf(address));
  const before = base.outline.blocks.map((block) => blockInPresent(block, blocks));
  const pairs = paired(before, head.outline.blocks, present);
  const steps = paired(base.outline.steps, head.outline.steps, present);
  const byAddress = new Map(steps.map((pair) => [pair.address, pair]));
  const byBlock = new Map<string, StepPair[]>();
  for (const pair of steps) byBlock.set(blockOf(pair.address), [...(byBlock.get(blockOf(pair.address)) ?? []), pair]);
  return {
    base: base.outline,
    head: head.outline,
    blocks: pairs.filter(({ address }) => isCompared(address)),
    steps: steps.filter(({ address }) => isCompared(address)),
    work: workGraph(
      planned
        .filter(({ action, address }) => action !== "reuse" && isCompared(present(address)))
        .flatMap((step) => workOf(step, byAddress.get(present(step.address)), present)),
    ),
    stepsOf: (block) => byBlock.get(block) ?? [],
    present,
    filesChanged: new Set(
      steps.flatMap(({ address, before }) => {
        const old = before && base.fingerprints[before.address];
        const now = head.fingerprints[address];
        return old !== undefined && now !== undefined && old !== now ? [address] : [];
      }),
    ),
    notCompared: [...notCompared].sort(),
  };
}

function workOf(planned: PlannedStep, pair: StepPair | undefined, present: Sides["present"]): readonly Work[] {
  if (pair === undefined) return [];
  const before = Object.values(pair.before?.inputs ?? {}).map(present);
  return [{ planned, pair, inputs: [...Object.values(pair.after?.inputs ?? {}), ...before] }];
}

const desiredOf = ({ outline: { project, steps } }: Revision): DesiredState => ({ project, steps });

const factsOf = ({ fingerprints }: Revision): PlanFacts => ({ fingerprints, handlerVersions: sameHandlers });

/** A registry as it would be right after an apply of the revision. */
function asApplied({ outline, fingerprints }: Revision): RegistrySnapshot {
  const digests = definitionDigests(outline.steps, fingerprints, sameHandlers);
  const finished = outline.steps.map(({ address, kind, config, inputs }): [string, FinishedStep] => [
    address,
    {
      ...{ address, kind, inputs, output: "", durationMilliseconds: 0 },
      config: canonicalJson(config),
      digest: digests.get(address) ?? "",
      handlerVersion: sameHandlers[kind],
      ...(fingerprints[address] === undefined ? {} : { fingerprint: fingerprints[address] }),
    },
  ]);
  return { serial: 0, steps: Object.fromEntries(finished) };
}

function paired<Item extends { readonly address: string }>(
  base: readonly Item[],
  head: readonly Item[],
  present: (address: string) => string,
): readonly { readonly address: string; readonly before?: Item; readonly after?: Item }[] {
  const before = new Map(base.map((item) => [present(item.address), item]));
  const after = new Set(head.map(({ address }) => address));
  const kept = head.map((item) => {
    const old = before.get(item.address);
    return { address: item.address, after: item, ...(old === undefined ? {} : { before: old }) };
  });
  const gone = [...before].filter(([address]) => !after.has(address));
  return [...kept, ...gone.map(([address, item]) => ({ address, before: item }))];
}

/** And the blocks that would only be done anew because of these. The steps stand inputs first. */
function withReaders(blocks: ReadonlySet<string>, planned: readonly PlannedStep[]): ReadonlySet<string> {
  const all = new Set(blocks);
  for (const { address, action, step, provisional } of planned) {
    const inputs = Object.values(step?.inputs ?? {});
    if (action !== "reuse" && provisional && inputs.some((input) => all.has(blockOf(input)))) all.add(blockOf(address));
  }
  return all;
}

/** Kinds of block of which steps are made, where nothing is wrong. */
const inSteps: ReadonlySet<BlockKind> = new Set<BlockKind>(["dataset", "transform", "model", "ensemble", "drift"]);

/** Blocks with mistakes on a side; those without steps on a side that has mistakes; and those that mistakes may hide. */
function uncertain(
  base: ProgramOutline,
  head: ProgramOutline,
  present: (address: string) => string,
): ReadonlySet<string> {
  const left = new Set<string>();
  const withSteps = (side: ProgramOutline, name: (address: string) => string): ReadonlySet<string> =>
    new Set(side.steps.map(({ address }) => name(blockOf(address))));
  const [stepsBefore, stepsAfter] = [withSteps(base, present), withSteps(head, (address) => address)];
  for (const { address, before, after } of paired(base.blocks, head.blocks, present)) {
    if (before?.broken || after?.broken) left.add(address);
    if ((before === undefined && base.lost) || (after === undefined && head.lost)) left.add(address);
    if (before === undefined || after === undefined || !inSteps.has(after.kind)) continue;
    if (!head.complete && !stepsAfter.has(address)) left.add(address);
    if (!base.complete && !stepsBefore.has(address)) left.add(address);
  }
  return left;
}
