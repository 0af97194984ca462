import type { SpaceDimension } from "@mlopsc/vocabulary";
import type { Random } from "../random/seeded-random.ts";

/** Values by dimension; a dimension whose condition fails is absent. */
export type Assignment = Readonly<Record<string, string | number | boolean>>;

/** True where the dimension is there, given the values chosen so far: what is absent meets no condition. */
export function isActive(dimension: SpaceDimension, assignment: Assignment): boolean {
  return (dimension.when ?? []).every(({ name, equals }) => {
    const chosen = assignment[name];
    return chosen !== undefined && equals.includes(chosen);
  });
}

/** One draw for each dimension that is there: uniform, or uniform in the logarithm. */
export function drawAssignment(space: readonly SpaceDimension[], random: Random): Assignment {
  const assignment: Record<string, string | number | boolean> = {};
  for (const dimension of space) {
    // A draw is made also where it is not used, so that conditions do not shift the draws that follow.
    const share = random.next();
    if (isActive(dimension, assignment)) assignment[dimension.name] = valueAt(dimension, share);
  }
  return assignment;
}

/** The value at a share (0 ≤ share < 1) of the dimension's length. */
export function valueAt({ values }: SpaceDimension, share: number): string | number | boolean {
  if (values.kind === "choice") return values.options[Math.floor(share * values.options.length)]!;
  const { kind, low, high, log } = values;
  // A whole number n takes the length from n to n + 1.
  const end = kind === "int" ? high + 1 : high;
  const value = log ? Math.exp(between(Math.log(low), Math.log(end), share)) : between(low, end, share);
  return Math.min(high, Math.max(low, kind === "int" ? Math.floor(value) : value));
}

/** The share of the dimension's length at which a number of it stands: the middle of what `valueAt` takes it for. */
export function shareOf({ values }: SpaceDimension, value: number): number {
  if (values.kind === "choice" || values.low === values.high) return 0.5;
  const { kind, low, high, log } = values;
  const [end, at] = kind === "int" ? [high + 1, value + 0.5] : [high, value];
  return log ? Math.log(at / low) / Math.log(end / low) : (at - low) / (end - low);
}

const between = (low: number, high: number, share: number): number => low + (high - low) * share;

/** The same text for the same values, whatever their order. */
export const assignmentKey = (assignment: Assignment): string =>
  JSON.stringify(Object.entries(assignment).sort(([a], [b]) => (a < b ? -1 : 1)));
