// What trees are grown on and by: addresses, sizes and limits, which JavaScript sets from outside before the first. Nothing is allocated here.

/** The table: bins of a byte or of two, column after column; the bin of missing values is the column's count of bins. */
export let bins: usize = 0;
export let isWide: bool = false;
export let rows: i32 = 0;
export let columns: i32 = 0;
/** By column: i32. */
export let binCounts: usize = 0;
/** By column: a byte, 1 of categories. */
export let categories: usize = 0;
/** By column: the address (u32) of its thresholds, doubles. */
export let thresholds: usize = 0;

/** 0: numbers are learnt, and a row is a pair of doubles. Otherwise of classes: of two, a row is a pair too, of more a double. */
export let classCount: i32 = 0;
/** By row: the target as a double, or its class as an i32. */
export let target: usize = 0;
/** By row: how much it counts, a double; 0 where all count alike. */
export let given: usize = 0;
export let columnsPerSplit: i32 = 0;
export let drawsCuts: bool = false;
export let maxDepth: i32 = 0;
export let minRows: i32 = 0;

/** By row, of the tree that is grown: how much it counts; its packed statistics. */
export let weights: usize = 0;
export let packed: usize = 0;
/** The tree's rows (u32), in the order of its leaves so far; memory for as many. */
export let order: usize = 0;
export let scratch: usize = 0;
/** Of a node's rows, side by side: packed statistics, and classes (i32) where there are more than two. */
export let gathered: usize = 0;
export let gatheredClasses: usize = 0;
/** 256 cells. */
export let cells: usize = 0;
/** All columns (i32), in the order of draws. */
export let drawn: usize = 0;
/** By column: the sum of gains, a double. */
export let gains: usize = 0;
/** Small things: see `places.ts`. */
export let small: usize = 0;
/** Open nodes. */
export let stack: usize = 0;

/** The tree, an entry a node: column or -1 (i32), threshold or where values or sets begin (f64), left child or -1 (i32), a byte. */
export let feature: usize = 0;
export let threshold: usize = 0;
export let left: usize = 0;
export let missingLeft: usize = 0;
export let covers: usize = 0;
/** The last bin that goes left (i32) of numbers; the place of its set in `foundSets` of categories. */
export let cut: usize = 0;
/** The node's first row in `order`, and how many (both i32). */
export let runs: usize = 0;
/** Of leaves, in the order of nodes. */
export let values: usize = 0;
/** Eight words a split of categories: in the order in which they were found, and in that of nodes. */
export let foundSets: usize = 0;
export let sets: usize = 0;

/** How the rows of the tree are packed: the unit of the weight, packed per true. */
export let unit: f64 = 1;
export let sumScale: f64 = 1;
export let weightScale: f64 = 1;
/** True gain per gain of packed scores. */
export let gainScale: f64 = 1;
