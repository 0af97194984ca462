import type { ChangeClass } from "../plan.ts";
import { blockOf } from "../target-steps.ts";
import type { Consequence } from "./difference.ts";
import { type BlockPair, reads, type Sides } from "./sides.ts";

/** What is done of blocks for which no steps are planned, by kind. */
const classes: Readonly<Partial<Record<string, ChangeClass>>> = {
  target: "redeploy",
  deploy: "redeploy",
  monitor: "monitor",
  alert: "monitor",
  channel: "monitor",
};

/** The block itself, and deployments of what is trained anew, or by way of a target that is another one. */
export function unplannedWork(
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
