import type { SpaceDimension } from "@mlopsc/vocabulary";
import { type Assignment, isActive } from "./sample-space.ts";

/** Values tried of a range of numbers, evenly spaced (in the logarithm where asked for). */
const rangePoints = 5;

/** All combinations, the last dimension varying fastest; conditions leave out what they exclude. */
export function gridAssignments(space: readonly SpaceDimension[]): Assignment[] {
  return space.reduce<Assignment[]>(
    (grid, dimension) =>
      grid.flatMap((assignment) =>
        isActive(dimension, assignment)
          ? gridValues(dimension).map((value) => ({ ...assignment, [dimension.name]: value }))
          : [assignment],
      ),
    [{}],
  );
}

/** All options, all whole numbers where they are few, else five numbers from one end to the other. */
export function gridValues({ values }: SpaceDimension): (string | number | boolean)[] {
  if (values.kind === "choice") return [...values.options];
  const { kind, low, high, log } = values;
  if (low === high) return [low];
  if (kind === "int" && high - low < rangePoints) {
    return Array.from({ length: high - low + 1 }, (_, index) => low + index);
  }
  const points = Array.from({ length: rangePoints }, (_, index) => {
    if (index === rangePoints - 1) return high;
    const share = index / (rangePoints - 1);
    const value = log ? low * (high / low) ** share : low + (high - low) * share;
    return kind === "int" ? Math.round(value) : value;
  });
  return [...new Set(points)];
}
