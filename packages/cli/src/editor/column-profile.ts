import type { ColumnProfile } from "@mlopsc/language-server";
import type { ColumnProfile as Profile } from "@mlopsc/learn";
import type { ColumnType } from "@mlopsc/vocabulary";
import { medianOf } from "../data/profile-table.ts";
import { valueText } from "../data/value-text.ts";
import { sparkline } from "../terminal/sparkline.ts";

/** The most values that are named. */
const mostNamed = 5;

/** A profile as an editor shows it; of personal data counts alone, of ids no single one. */
export function columnProfile({ kind, pii }: ColumnType, profile: Profile): ColumnProfile {
  const { count, missing, distinct, numbers, categories } = profile;
  const counts = { rows: count, missing, distinct };
  if (pii || kind === "id") return counts;
  if (categories !== undefined) {
    // Where every value is another one, none of them is worth naming.
    const frequent = (categories[0]?.count ?? 0) > 1 ? categories.slice(0, mostNamed) : [];
    return { ...counts, frequent };
  }
  if (numbers === undefined) return counts;
  const text = (value: number): string => valueText(kind, value);
  const { min, mean, max, histogram } = numbers;
  return {
    ...counts,
    numbers: { min: text(min), mean: text(mean), median: text(medianOf(numbers)), max: text(max) },
    shape: sparkline(histogram.map((bin) => bin.count)),
  };
}
