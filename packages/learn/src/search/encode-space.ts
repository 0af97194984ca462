import type { SpaceDimension } from "@mlopsc/vocabulary";
import type { Assignment } from "./sample-space.ts";

/** Points as rows of `width` coordinates; coordinates of one group belong to one dimension. */
export interface Points {
  readonly size: number;
  readonly width: number;
  readonly coordinates: Float64Array;
  /** By coordinate, from 0. */
  readonly groups: Int32Array;
  readonly groupCount: number;
}

interface Coordinates {
  readonly width: number;
  write(value: string | number | boolean | undefined, into: Float64Array, at: number): void;
}

/**
 * Assignments as points of the unit cube, a row each: a coordinate a range, one also for a list of numbers (their order),
 * and one for each option of other lists. Numbers that are absent stand at `absent`.
 */
export function encodeSpace(
  space: readonly SpaceDimension[],
  absent: number,
): (assignments: readonly Assignment[]) => Points {
  const all = space.map((dimension) => coordinatesOf(dimension, absent));
  const groups = Int32Array.from(all.flatMap(({ width }, group) => new Array<number>(width).fill(group)));
  return (assignments) => {
    const width = groups.length;
    const coordinates = new Float64Array(assignments.length * width);
    assignments.forEach((assignment, row) => {
      let at = row * width;
      all.forEach((each, dimension) => {
        each.write(assignment[space[dimension]!.name], coordinates, at);
        at += each.width;
      });
    });
    return { size: assignments.length, width, coordinates, groups, groupCount: space.length };
  };
}

function coordinatesOf({ values }: SpaceDimension, absent: number): Coordinates {
  if (values.kind !== "choice") {
    const { low, high, log } = values;
    const [from, to] = log ? [Math.log(low), Math.log(high)] : [low, high];
    const place = (value: number): number =>
      from === to ? 0.5 : ((log ? Math.log(value) : value) - from) / (to - from);
    return { width: 1, write: (value, into, at) => (into[at] = typeof value === "number" ? place(value) : absent) };
  }
  const { options } = values;
  if (options.every((option) => typeof option === "number")) {
    const ranks = new Map([...options].sort((a, b) => a - b).map((option, rank) => [option as unknown, rank]));
    const last = Math.max(1, options.length - 1);
    const place = (value: unknown): number => (value === undefined ? absent : ranks.get(value)! / last);
    return { width: 1, write: (value, into, at) => (into[at] = place(value)) };
  }
  return {
    width: options.length,
    // Two different options are at distance 1.
    write: (value, into, at) => {
      for (const [index, each] of options.entries()) into[at + index] = each === value ? Math.SQRT1_2 : 0;
    },
  };
}
