import type { SpaceDimension } from "@mlopsc/vocabulary";
import type { Random } from "../random/seeded-random.ts";
import { neighbour } from "./neighbour.ts";
import { type Assignment, assignmentKey, drawAssignment } from "./sample-space.ts";
import { untriedAssignments } from "./untried.ts";

/** A space of so few assignments is looked at whole. */
const mostScanned = 2000;
const draws = 400;
const nearDraws = 60;
const nearSteps: readonly number[] = [0.2, 0.05, 0.01, 0.002];
const climbs = 6;
const climbSteps = 60;

interface Candidate {
  readonly assignment: Assignment;
  readonly gain: number;
}

/**
 * The assignment of the highest gain that is not in `tried`. Of a small space all are looked at; else many are drawn anywhere and near the leaders, and the
 * best of them climbed from by steps that grow with success and shrink without. Undefined where nothing is left.
 */
export function propose(
  space: readonly SpaceDimension[],
  leaders: readonly Assignment[],
  tried: ReadonlySet<string>,
  gainOf: (assignment: Assignment) => number,
  random: Random,
): Assignment | undefined {
  const consider = (assignment: Assignment): Candidate => ({ assignment, gain: gainOf(assignment) });
  const left = untriedAssignments(space, tried, mostScanned);
  if (left !== undefined) return highest(left.map(consider))?.assignment;
  const candidates: Candidate[] = [];
  for (let draw = 0; draw < draws; draw++) candidates.push(consider(drawAssignment(space, random)));
  for (const leader of leaders) {
    for (const step of nearSteps) {
      for (let draw = 0; draw < nearDraws / leaders.length; draw++) {
        candidates.push(consider(neighbour(space, leader, step, random)));
      }
    }
  }
  candidates.sort((a, b) => b.gain - a.gain);
  const climbed = candidates.slice(0, climbs).map((start) => climb(start, space, consider, random));
  const isNew = ({ assignment }: Candidate): boolean => !tried.has(assignmentKey(assignment));
  return highest([...climbed, ...candidates].filter(isNew))?.assignment;
}

/** The first of equals. */
const highest = (candidates: readonly Candidate[]): Candidate | undefined =>
  candidates.reduce<Candidate | undefined>(
    (best, candidate) => (best === undefined || candidate.gain > best.gain ? candidate : best),
    undefined,
  );

function climb(
  start: Candidate,
  space: readonly SpaceDimension[],
  consider: (assignment: Assignment) => Candidate,
  random: Random,
): Candidate {
  let best = start;
  let step = 0.05;
  for (let at = 0; at < climbSteps; at++) {
    const next = consider(neighbour(space, best.assignment, step, random));
    const isBetter = next.gain > best.gain;
    if (isBetter) best = next;
    step = Math.min(0.3, Math.max(1e-4, step * (isBetter ? 1.5 : 0.88)));
  }
  return best;
}
