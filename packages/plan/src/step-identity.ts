import { type HandlerVersions, stepDigest } from "./digest.ts";
import type { FinishedStep } from "./plan.ts";
import type { Step } from "./step.ts";

/** Address → definition digest of every step. The steps stand inputs first. */
export function definitionDigests(
  steps: readonly Step[],
  fingerprints: Readonly<Record<string, string>>,
  handlerVersions: HandlerVersions,
): ReadonlyMap<string, string> {
  const digests = new Map<string, string>();
  for (const step of steps) {
    const inputDigests: Record<string, string> = {};
    for (const [role, address] of Object.entries(step.inputs)) inputDigests[role] = digests.get(address) ?? "";
    const fingerprint = fingerprints[step.address];
    const facts = { inputDigests, handlerVersions, ...(fingerprint === undefined ? {} : { fingerprint }) };
    digests.set(step.address, stepDigest(step, facts));
  }
  return digests;
}

/**
 * New address → old address of steps that only changed their name: the project no longer has the old address, the
 * registry does not know the new one, and exactly one of each has this digest.
 */
export function movedSteps(
  digests: ReadonlyMap<string, string>,
  finished: Readonly<Record<string, FinishedStep>>,
): ReadonlyMap<string, string> {
  const gone = byDigest(
    Object.values(finished)
      .filter(({ address }) => !digests.has(address))
      .map(({ address, digest }) => [address, digest] as const),
  );
  const come = byDigest([...digests].filter(([address]) => finished[address] === undefined));
  const moved = new Map<string, string>();
  for (const [digest, addresses] of come) {
    const old = gone.get(digest);
    const [address] = addresses;
    const [from] = old ?? [];
    if (addresses.length === 1 && old?.length === 1 && address !== undefined && from !== undefined) {
      moved.set(address, from);
    }
  }
  return moved;
}

function byDigest(entries: Iterable<readonly [string, string]>): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const [address, digest] of entries) {
    const group = groups.get(digest);
    if (group) group.push(address);
    else groups.set(digest, [address]);
  }
  return groups;
}
