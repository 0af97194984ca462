import type { ColumnOrigin } from "./column-origins.ts";

/** Features that people know as one column. */
export interface ColumnGroups {
  readonly origins: readonly ColumnOrigin[];
  /** For each feature the place of its column among the origins. */
  readonly groupOf: readonly number[];
}

/** Features of one column share a group: what a request carries by name, what a pipeline made by name and place of making. */
export function groupedOrigins(
  ofFeatures: readonly ColumnOrigin[],
  keyOf: (origin: ColumnOrigin) => string = ({ column, part }) => JSON.stringify([column, part]),
): ColumnGroups {
  const origins: ColumnOrigin[] = [];
  const places = new Map<string, number>();
  const groupOf = ofFeatures.map((origin) => {
    const key = keyOf(origin);
    const place = places.get(key) ?? origins.push(origin) - 1;
    places.set(key, place);
    return place;
  });
  return { origins, groupOf };
}

/** Rows × features, added up to rows × groups. */
export function summedByGroup(parts: Float64Array, { origins, groupOf }: ColumnGroups): Float64Array {
  const rows = groupOf.length === 0 ? 0 : parts.length / groupOf.length;
  const sums = new Float64Array(rows * origins.length);
  for (let row = 0; row < rows; row++) {
    groupOf.forEach((group, feature) => {
      sums[row * origins.length + group]! += parts[row * groupOf.length + feature]!;
    });
  }
  return sums;
}
