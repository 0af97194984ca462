/** Runs of no more values are sorted by insertion. */
const fewValues = 24;
/** Values a part, where they are spread evenly. */
const valuesPerPart = 8;

/**
 * Gives the values by their place in ascending order, places asked for in rising order (one back is allowed). Only the
 * runs that places fall into are sorted: the values, none of them NaN, are put into parts by where they lie between the
 * lowest and the highest, and parts with many values again. Works in place.
 */
export function ascendingValues(values: Float64Array): (place: number) => number {
  // Ends of runs that follow each other, the next one last.
  const ends = [values.length];
  let start = 0;
  return (place) => {
    while (place >= start) {
      const end = ends.pop()!;
      if (place < end && !sortFew(values, start, end)) {
        if (spreadRun(values, start, end, ends)) continue;
        values.subarray(start, end).sort();
      }
      start = end;
    }
    return values[place]!;
  };
}

/** False where there are too many. */
function sortFew(values: Float64Array, start: number, end: number): boolean {
  if (end - start > fewValues) return false;
  for (let next = start + 1; next < end; next++) {
    const value = values[next]!;
    let at = next;
    for (; at > start && values[at - 1]! > value; at--) values[at] = values[at - 1]!;
    values[at] = value;
  }
  return true;
}

/** Puts the values of a run into parts, of which the ends are added. False where they cannot be told apart so. */
function spreadRun(values: Float64Array, start: number, end: number, ends: number[]): boolean {
  let low = Infinity;
  let high = -Infinity;
  for (let at = start; at < end; at++) {
    const value = values[at]!;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const parts = Math.ceil((end - start) / valuesPerPart);
  const scale = (parts - 1) / (high - low);
  if (!(scale > 0 && scale < Infinity && high - low < Infinity)) return false;
  const places = new Int32Array(parts);
  for (let at = start; at < end; at++) places[((values[at]! - low) * scale) | 0]! += 1;
  const first = ends.length;
  for (let part = 0, at = start; part < parts; part++) {
    const count = places[part]!;
    places[part] = at;
    at += count;
    if (count > 0) ends.push(at);
  }
  ends.push(...ends.splice(first).reverse());
  const run = values.slice(start, end);
  for (let at = 0; at < run.length; at++) {
    const value = run[at]!;
    const part = ((value - low) * scale) | 0;
    values[places[part]!] = value;
    places[part]! += 1;
  }
  return true;
}
