/** What trees are grown on and by: `kernel/forest/job.ts`, where each is explained. Addresses, sizes and limits. */
export interface ForestJob {
  readonly bins: number;
  readonly isWide: boolean;
  readonly rows: number;
  readonly columns: number;
  readonly binCounts: number;
  readonly categories: number;
  readonly thresholds: number;

  readonly classCount: number;
  readonly target: number;
  readonly given: number;
  readonly columnsPerSplit: number;
  readonly drawsCuts: boolean;
  readonly maxDepth: number;
  readonly minRows: number;

  readonly weights: number;
  readonly packed: number;
  readonly order: number;
  readonly scratch: number;
  readonly gathered: number;
  readonly gatheredClasses: number;
  readonly cells: number;
  readonly drawn: number;
  readonly gains: number;
  readonly small: number;
  readonly stack: number;

  readonly feature: number;
  readonly threshold: number;
  readonly left: number;
  readonly missingLeft: number;
  readonly covers: number;
  readonly cut: number;
  readonly runs: number;
  readonly values: number;
  readonly foundSets: number;
  readonly sets: number;

  readonly unit: number;
  readonly sumScale: number;
  readonly weightScale: number;
  readonly gainScale: number;
}

/** What grows whole trees in the kernel, by the job that it was given: see the folder `kernel/forest`. */
export interface ForestFunctions {
  drawRows(a: number, b: number, c: number, counter: number, bootstrap: boolean): number;
  heaviestRow(): number;
  packRows(count: number): void;
  growTree(count: number): number;
  writeTree(nodes: number, outputs: number): number;
  writtenSets(): number;
}
