import { columnBins } from "./columns";
import { cut, feature, foundSets, missingLeft, threshold, thresholds } from "./job";
import { bestAt, bestSet } from "./places";

/** The column of the best split so far, -1 where there is none; its score and cut are where `splitColumns` writes them. */
export let bestColumn: i32 = -1;
let bySet: bool = false;
let sets: i32 = 0;

export function startTree(): void {
  sets = 0;
}

export function startBest(): void {
  bestColumn = -1;
  store<f64>(bestAt(), -Infinity);
}

export function bestScore(): f64 {
  return load<f64>(bestAt());
}

/** What was written as the best is of this column. */
export function takeColumn(column: i32, isSet: bool): void {
  bestColumn = column;
  bySet = isSet;
}

export function takeCut(score: f64, bin: i32, missingGoesLeft: bool): void {
  store<f64>(bestAt(), score);
  store<f64>(bestAt(), <f64>bin, 8);
  store<f64>(bestAt(), <f64>missingGoesLeft, 32);
}

export function bestBin(): i32 {
  return <i32>load<f64>(bestAt(), 8);
}

export function replaceBin(bin: i32): void {
  store<f64>(bestAt(), <f64>bin, 8);
}

/** Makes the best split the node's own. */
export function writeSplit(node: i32): void {
  store<i32>(feature + ((<usize>node) << 2), bestColumn);
  store<u8>(missingLeft + <usize>node, <u8>load<f64>(bestAt(), 32));
  if (bySet) {
    store<i32>(cut + ((<usize>node) << 2), sets);
    memory.copy(foundSets + ((<usize>sets) << 5), bestSet(), 32);
    sets++;
    return;
  }
  const bin = bestBin();
  store<i32>(cut + ((<usize>node) << 2), bin);
  // Where only missing values go right, no finite value is above the threshold.
  const isLast = bin >= columnBins(bestColumn) - 1;
  const own = <usize>load<u32>(thresholds + ((<usize>bestColumn) << 2));
  store<f64>(threshold + ((<usize>node) << 3), isLast ? f64.MAX_VALUE : load<f64>(own + ((<usize>bin) << 3)));
}
