import type { SpaceDimension } from "./model-definition.ts";

/** The space with lists for ranges: all whole numbers where they are few, else `points` places from end to end. */
export const gridSpace = (space: readonly SpaceDimension[], points: number): readonly SpaceDimension[] =>
  space.map((dimension) => ({ ...dimension, values: { kind: "choice", options: gridValues(dimension, points) } }));

function gridValues({ values }: SpaceDimension, points: number): readonly (string | number | boolean)[] {
  if (values.kind === "choice") return values.options;
  const { kind, low, high, log } = values;
  if (low === high) return [low];
  const place = (index: number): number => {
    if (index === points - 1) return points === 1 ? low : high;
    const share = index / (points - 1);
    const value = log ? low * (high / low) ** share : low + (high - low) * share;
    return kind === "int" ? Math.round(value) : value;
  };
  const isFew = kind === "int" && high - low < points;
  const places = isFew ? counted(high - low + 1, (index) => low + index) : counted(points, place);
  return [...new Set(places)];
}

const counted = (length: number, value: (index: number) => number): number[] =>
  Array.from({ length }, (_, index) => value(index));

/**
 * How many different assignments a space has, conditions considered; Infinity where a range of numbers comes into play.
 * Values that no condition asks for are counted together, so long ranges are not walked through.
 */
export function countAssignments(space: readonly SpaceDimension[]): number {
  const count = (at: number, chosen: Readonly<Record<string, string | number | boolean | null>>): number => {
    const dimension = space[at];
    if (dimension === undefined) return 1;
    const { name, when = [] } = dimension;
    if (!when.every((one) => one.equals.includes(chosen[one.name] as string))) return count(at + 1, chosen);
    const named = namedValues(dimension, space);
    const rest = countValues(dimension) - named.length;
    const others = rest === 0 ? 0 : rest * count(at + 1, { ...chosen, [name]: null });
    return named.reduce<number>((sum, value) => sum + count(at + 1, { ...chosen, [name]: value }), others);
  };
  return count(0, {});
}

function countValues({ values }: SpaceDimension): number {
  if (values.kind === "choice") return values.options.length;
  if (values.low === values.high) return 1;
  return values.kind === "int" ? values.high - values.low + 1 : Number.POSITIVE_INFINITY;
}

/** The values of a dimension that conditions ask for. */
function namedValues(
  { name, values }: SpaceDimension,
  space: readonly SpaceDimension[],
): (string | number | boolean)[] {
  const asked = space.flatMap(({ when = [] }) => when.flatMap((one) => (one.name === name ? one.equals : [])));
  const isValue = (value: string | number | boolean): boolean =>
    values.kind === "choice"
      ? values.options.includes(value)
      : typeof value === "number" && value >= values.low && value <= values.high;
  return [...new Set(asked)].filter(isValue);
}
