import type { SpaceDimension } from "@mlopsc/vocabulary";
import { type Assignment, isActive } from "./sample-space.ts";

/**
 * All assignments of a space, the last dimension varying fastest; conditions leave out what they exclude. Undefined
 * where there are more than `most`, or a range of numbers comes into play.
 */
export function allAssignments(space: readonly SpaceDimension[], most: number): Assignment[] | undefined {
  let assignments: Assignment[] = [{}];
  for (const dimension of space) {
    const values = valuesOf(dimension, most);
    const next: Assignment[] = [];
    for (const assignment of assignments) {
      if (!isActive(dimension, assignment)) next.push(assignment);
      else if (values === undefined) return undefined;
      else for (const value of values) next.push({ ...assignment, [dimension.name]: value });
      if (next.length > most) return undefined;
    }
    assignments = next;
  }
  return assignments;
}

function valuesOf({ values }: SpaceDimension, most: number): readonly (string | number | boolean)[] | undefined {
  if (values.kind === "choice") return values.options;
  const { kind, low, high } = values;
  if (low === high) return [low];
  if (kind === "number" || high - low >= most) return undefined;
  return Array.from({ length: high - low + 1 }, (_, index) => low + index);
}
