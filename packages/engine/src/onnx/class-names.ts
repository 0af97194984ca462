import type { ClassLabel } from "@mlopsc/learn";

/**
 * The class that a text means: its name, in whatever case; the number that it is; 1 and 0 for true and false; or, of
 * classes with names, its place among them. Undefined where it means none.
 */
export function classOf(text: string, labels: readonly ClassLabel[]): number | undefined {
  const exact = labels.findIndex((label) => String(label) === text);
  if (exact >= 0) return exact;
  const folded = labels.findIndex((label) => String(label).toLowerCase() === text.toLowerCase());
  if (folded >= 0) return folded;
  const number = text.trim() === "" ? Number.NaN : Number(text);
  const equal = labels.findIndex((label) => typeof label !== "string" && Number(label) === number);
  if (equal >= 0) return equal;
  const isPlace = labels.every((label) => typeof label === "string") && Number.isInteger(number);
  return isPlace && number >= 0 && number < labels.length ? number : undefined;
}
