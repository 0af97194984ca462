import type { SpaceDimension } from "@mlopsc/vocabulary";
import type { Random } from "../random/seeded-random.ts";
import { allAssignments } from "./grid.ts";
import { type Assignment, assignmentKey, drawAssignment } from "./sample-space.ts";

/** Draws before a space is looked through. */
const attempts = 200;
/** Spaces of more assignments are never used up by chance. */
const mostWalked = 10_000;

/** A random assignment that is not in `tried`; undefined where the space is used up. */
export function drawUntried(
  space: readonly SpaceDimension[],
  tried: ReadonlySet<string>,
  random: Random,
): Assignment | undefined {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const assignment = drawAssignment(space, random);
    if (!tried.has(assignmentKey(assignment))) return assignment;
  }
  const left = untriedAssignments(space, tried) ?? [];
  return left.length === 0 ? undefined : left[random.integer(left.length)];
}

/** All that is left of a space of `most` assignments at most; undefined of a larger one. */
export const untriedAssignments = (
  space: readonly SpaceDimension[],
  tried: ReadonlySet<string>,
  most: number = mostWalked,
): readonly Assignment[] | undefined =>
  allAssignments(space, most)?.filter((assignment) => !tried.has(assignmentKey(assignment)));
