/** How p-values of several tests are made comparable with one level. */
export type Adjustment = "holm" | "benjamini_hochberg";

/**
 * The p-values for which a level holds for all tests together, in the same order; R's `p.adjust`. Null is a test that was not
 * made: it stays null and counts as none.
 *
 * - `holm` (1979): the chance of even one false alarm is at most the level, however the tests depend on each other.
 * - `benjamini_hochberg` (1995): of what is alarmed, at most that share is false on average, for tests that are independent or
 *   rise together. Finds more where several columns moved. Where none has, it too gives a false alarm at most that often.
 */
export function adjustPValues(pValues: readonly (number | null)[], adjustment: Adjustment): readonly (number | null)[] {
  const present = pValues.flatMap((pValue, at) => (pValue === null ? [] : [{ pValue, at }]));
  present.sort((a, b) => a.pValue - b.pValue || a.at - b.at);
  const tests = present.length;
  const adjusted: (number | null)[] = pValues.map(() => null);
  if (adjustment === "holm") {
    let floor = 0;
    present.forEach(({ pValue, at }, rank) => {
      floor = Math.max(floor, Math.min(1, pValue * (tests - rank)));
      adjusted[at] = floor;
    });
  } else {
    let ceiling = 1;
    for (let rank = tests - 1; rank >= 0; rank--) {
      const { pValue, at } = present[rank]!;
      ceiling = Math.min(ceiling, (pValue * tests) / (rank + 1));
      adjusted[at] = ceiling;
    }
  }
  return adjusted;
}
