import type { SpaceDimension } from "@mlopsc/vocabulary";
import type { Random } from "../random/seeded-random.ts";
import { type Assignment, isActive, shareOf, valueAt } from "./sample-space.ts";

/**
 * An assignment near the given one: some of its numbers moved by about `step` of their range, now and then another
 * option; what a changed choice brings into play is drawn anew.
 */
export function neighbour(
  space: readonly SpaceDimension[],
  assignment: Assignment,
  step: number,
  random: Random,
): Assignment {
  const changed: Record<string, string | number | boolean> = {};
  const certain = random.integer(space.length);
  const rate = Math.max(0.3, 1 / space.length);
  space.forEach((dimension, at) => {
    if (!isActive(dimension, changed)) return;
    const { name, values } = dimension;
    const value = assignment[name];
    const chance = values.kind === "choice" ? 0.1 : rate;
    if (value === undefined) changed[name] = valueAt(dimension, random.next());
    else if (at === certain || random.next() < chance) changed[name] = moved(dimension, value, step, random);
    else changed[name] = value;
  });
  return changed;
}

function moved(
  dimension: SpaceDimension,
  value: string | number | boolean,
  step: number,
  random: Random,
): string | number | boolean {
  const { values } = dimension;
  if (values.kind === "choice" || typeof value !== "number") return valueAt(dimension, random.next());
  const distance = step * random.normal();
  const next = valueAt(dimension, reflected(shareOf(dimension, value) + distance));
  if (next !== value || values.kind !== "int") return next;
  return Math.min(values.high, Math.max(values.low, value + Math.sign(distance)));
}

/** A share beyond an end comes back from it. */
function reflected(share: number): number {
  const turned = Math.abs(share) % 2;
  return Math.min(turned > 1 ? 2 - turned : turned, 1 - Number.EPSILON);
}
