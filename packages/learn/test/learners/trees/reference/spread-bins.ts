export interface SpreadBins {
  /** By bin; that of missing values, and those that the node does not hold, are in the last cell, 255. */
  readonly cellOf: Uint8Array;
  /** The last bin that goes left where all cells up to this one do. */
  lastBin(cell: number): number;
}

/** Spreads all bins of a column over 255 cells, all of one size. */
export function spreadColumn(missing: number): SpreadBins {
  const perBin = Math.floor((255 * 65_536) / missing);
  const cellOf = Uint8Array.from({ length: missing + 1 }, (_, bin) => Math.floor((bin * perBin) / 65_536));
  cellOf[missing] = 255;
  return { cellOf, lastBin: (cell) => (cell === 254 ? missing : cellOf.findIndex((own) => own > cell)) - 1 };
}

/** Spreads the bins from the lowest to the highest that a node holds over 255 cells, the finest at both ends. */
export function spreadNode(held: readonly number[], missing: number): SpreadBins {
  const present = held.filter((bin) => bin !== missing).sort((a, b) => a - b);
  const lowest = present[0] ?? 0;
  const highest = present.at(-1) ?? 0;
  const cells = cellsOfSpan(highest - lowest + 1);
  const cellOf = new Uint8Array(missing + 1).fill(255);
  cellOf.set(cells, lowest);
  return {
    cellOf,
    lastBin: (cell) => (cell === 254 ? missing - 1 : lowest + cells.findLastIndex((own) => own <= cell)),
  };
}

/** The cell of each of `span` bins, in their order. */
function cellsOfSpan(span: number): number[] {
  if (span <= 255) return Array.from({ length: span }, (_, bin) => bin);
  let rimLength = 16;
  while (rimLength * 128 < span) rimLength *= 2;
  const rim = rimOf(rimLength);
  const rimCells = rim.at(-1)! + 1;
  const inner = span - 2 * rimLength;
  const perBin = Math.floor(((255 - 2 * rimCells) * 65_536) / inner);
  return [
    ...rim,
    ...Array.from({ length: inner }, (_, bin) => rimCells + Math.floor((bin * perBin) / 65_536)),
    ...rim.toReversed().map((cell) => 254 - cell),
  ];
}

/** Sixteen cells of a bin, then eight of two, eight of four, and so on. */
function rimOf(length: number): number[] {
  const cells: number[] = [];
  for (let cell = 0, width = 1; cells.length < length; cell++) {
    if (cell >= 16 && cell % 8 === 0) width *= 2;
    for (let bin = 0; bin < width; bin++) cells.push(cell);
  }
  return cells;
}
