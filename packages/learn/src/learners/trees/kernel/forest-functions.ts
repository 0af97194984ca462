/** What grows whole trees in the kernel: see the folder `kernel/forest`, whose order of arguments this is. */
export interface ForestFunctions {
  describeTable(
    bins: number,
    isWide: boolean,
    rows: number,
    columns: number,
    binCounts: number,
    categories: number,
    thresholds: number,
    groups: number,
  ): void;
  describeRules(
    classCount: number,
    target: number,
    given: number,
    columnsPerSplit: number,
    drawsCuts: boolean,
    maxDepth: number,
    minRows: number,
  ): void;
  describeMemory(
    weights: number,
    packed: number,
    order: number,
    scratch: number,
    gathered: number,
    gatheredClasses: number,
    cells: number,
    drawn: number,
    gains: number,
    small: number,
    stack: number,
  ): void;
  describeTree(
    feature: number,
    threshold: number,
    left: number,
    missingLeft: number,
    covers: number,
    cut: number,
    runs: number,
    values: number,
    foundSets: number,
    sets: number,
  ): void;
  describePacking(unit: number, sumScale: number, weightScale: number, gainScale: number): void;
  drawRows(a: number, b: number, c: number, counter: number, bootstrap: boolean): number;
  heaviestRow(): number;
  packRows(count: number): void;
  growTree(count: number): number;
  writeTree(nodes: number, outputs: number): number;
  writtenSets(): number;
}
