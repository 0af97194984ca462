/**
 * The known name that was most probably meant, or null where none is near. By edits (insert, delete, replace, swap of
 * neighbours), without regard to case; among equals the one of the very same letters, then the one with the longest common
 * start and end; failing that, by words in common: `id_customer` finds `customer_id`.
 */
export function nearestName(name: string, known: Iterable<string>): string | null {
  const sought = name.toLowerCase();
  const most = Math.max(1, Math.floor(sought.length / 3));
  let best: { name: string; edits: number; shared: number } | null = null;
  const candidates = [...known];
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - name.length) > most) continue;
    const folded = candidate.toLowerCase();
    const edits = editDistance(sought, folded, most);
    if (edits > most || edits >= Math.max(sought.length, folded.length)) continue;
    const same = sortedLetters(sought) === sortedLetters(folded) ? 1000 : 0;
    const shared = same + sharedEnds(sought, folded) + sharedEnds(name, candidate) / 1000;
    if (best === null || edits < best.edits || (edits === best.edits && shared > best.shared)) {
      best = { name: candidate, edits, shared };
    }
  }
  return best?.name ?? nearestByWords(name, candidates);
}

/** Optimal string alignment distance (Damerau 1964); anything above `most` is given as `most + 1`. */
export function editDistance(left: string, right: string, most: number): number {
  if (left === right) return 0;
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    let least = row;
    for (let column = 1; column <= right.length; column++) {
      const same = left[row - 1] === right[column - 1];
      let cost = Math.min(previous[column - 1]! + (same ? 0 : 1), previous[column]! + 1, current[column - 1]! + 1);
      const swapped =
        row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      if (swapped) cost = Math.min(cost, beforePrevious[column - 2]! + 1);
      current.push(cost);
      least = Math.min(least, cost);
    }
    if (least > most) return most + 1;
    beforePrevious = previous;
    previous = current;
  }
  return previous[right.length]!;
}

const sortedLetters = (name: string): string => [...name].sort().join("");

function sharedEnds(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  let start = 0;
  while (start < length && left[start] === right[start]) start++;
  let end = 0;
  while (end < length - start && left[left.length - 1 - end] === right[right.length - 1 - end]) end++;
  return start + end;
}

function nearestByWords(name: string, known: readonly string[]): string | null {
  const sought = wordsOf(name);
  let best: { name: string; share: number } | null = null;
  for (const candidate of known) {
    const words = wordsOf(candidate);
    const common = [...sought].filter((word) => words.has(word)).length;
    const share = common / new Set([...sought, ...words]).size;
    if (share >= 0.5 && (best === null || share > best.share)) best = { name: candidate, share };
  }
  return best?.name ?? null;
}

const wordsOf = (name: string): ReadonlySet<string> =>
  new Set(
    name
      .replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== ""),
  );
