import { classCount } from "./job";

/** Rows as pairs of doubles: numbers, or two classes. */
export function hasPairs(): bool {
  return classCount == 0 || classCount == 2;
}

/** Doubles a cell. */
export function width(): i32 {
  return classCount == 0 ? 2 : classCount;
}
