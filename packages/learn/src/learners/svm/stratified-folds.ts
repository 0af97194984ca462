/**
 * The fold of each row: each class in its order cut into parts as equal as can be (scikit-learn's StratifiedKFold, not
 * shuffled). Fewer folds where a class has fewer rows; null where one has a single row. Classes without rows do not count.
 */
export function stratifiedFolds(target: Float64Array, classCount: number, wanted: number): Int32Array | null {
  const counts = new Int32Array(classCount);
  for (const index of target) counts[index]! += 1;
  const fewest = counts.reduce((least, count) => (count > 0 ? Math.min(least, count) : least), Infinity);
  if (fewest < 2) return null;
  const folds = Math.min(wanted, fewest);
  const sizes = foldSizes(target, counts, folds);
  const used = new Int32Array(classCount);
  const at = new Int32Array(classCount);
  return Int32Array.from(target, (index) => {
    while (used[index]! >= sizes[at[index]!]![index]!) {
      at[index]! += 1;
      used[index] = 0;
    }
    used[index]! += 1;
    return at[index]!;
  });
}

/** Folds × classes: the classes, in order of first appearance and end to end, are dealt like cards. */
function foldSizes(target: Float64Array, counts: Int32Array, folds: number): readonly Int32Array[] {
  const sizes = Array.from({ length: folds }, () => new Int32Array(counts.length));
  const order = [...new Set(target)];
  let card = 0;
  for (const index of order) {
    for (let row = 0; row < counts[index]!; row++) sizes[card++ % folds]![index]! += 1;
  }
  return sizes;
}
