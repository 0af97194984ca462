/** How many signs two texts have in common at their beginning, and how many of the others at their end. */
export function commonEnds(left: string, right: string): { readonly start: number; readonly end: number } {
  const most = Math.min(left.length, right.length);
  const start = longest(most, (from, to) => left.slice(from, to) === right.slice(from, to));
  const ofEnd = (text: string, from: number, to: number): string => text.slice(text.length - to, text.length - from);
  const end = longest(most - start, (from, to) => ofEnd(left, from, to) === ofEnd(right, from, to));
  return { start, end };
}

/** The longest stretch that is the same, by halves: equal stretches are compared far faster than sign by sign. */
function longest(most: number, isSame: (from: number, to: number) => boolean): number {
  let [low, high] = [0, most];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (isSame(low, middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}
