import { width } from "./cell-shape";
import { isCategory } from "./columns";
import {
  classCount,
  covers,
  cut,
  feature,
  foundSets,
  left,
  order,
  packed,
  runs,
  sets,
  target,
  threshold,
  unit,
  values,
  weightScale,
  weights,
} from "./job";
import { leftTotals } from "./places";

let setCount: i32 = 0;

/**
 * Writes what an ensemble holds of each of `nodes` nodes beyond its split: leaf values, `outputs` a leaf, sets, and covers.
 * Gives how many leaves there are.
 */
export function writeTree(nodes: i32, outputs: i32): i32 {
  let leaves = 0;
  setCount = 0;
  for (let node = 0; node < nodes; node++) {
    const at = (<usize>node) << 2;
    const column = load<i32>(feature + at);
    if (column < 0) {
      store<f64>(threshold + (at << 1), <f64>(leaves * outputs));
      writeLeaf(node, outputs, values + ((<usize>(leaves * outputs)) << 3));
      leaves++;
    } else if (isCategory(column)) {
      store<f64>(threshold + (at << 1), <f64>(8 * setCount));
      memory.copy(sets + ((<usize>setCount) << 5), foundSets + ((<usize>load<i32>(cut + at)) << 5), 32);
      setCount++;
    }
  }
  // Children come after their parents.
  for (let node = nodes - 1; node >= 0; node--) {
    const child = left + ((<usize>node) << 2);
    if (load<i32>(child) < 0) continue;
    const own = covers + ((<usize>load<i32>(child)) << 3);
    store<f64>(covers + ((<usize>node) << 3), load<f64>(own) + load<f64>(own, 8));
  }
  return leaves;
}

/** Splits by categories of the tree that was written last. */
export function writtenSets(): i32 {
  return setCount;
}

function writeLeaf(node: i32, outputs: i32, to: usize): void {
  const run = runs + ((<usize>node) << 3);
  const rows = order + ((<usize>load<i32>(run)) << 2);
  const end = rows + ((<usize>load<i32>(run, 4)) << 2);
  const weight = classCount == 0 ? writeMean(rows, end, to) : writeShares(rows, end, outputs, to);
  store<f64>(covers + ((<usize>node) << 3), weight / weightScale);
}

/** Of the targets as they are, so that leaves lose no digits. Gives the packed weight. */
function writeMean(rows: usize, end: usize, to: usize): f64 {
  let sum: f64 = 0;
  let weight: f64 = 0;
  let pairs: f64 = 0;
  for (let at = rows; at < end; at += 4) {
    const row = <usize>load<u32>(at);
    const own = load<f64>(weights + (row << 3));
    sum += load<f64>(target + (row << 3)) * own;
    weight += own;
    pairs += load<f64>(packed + (row << 4), 8);
  }
  store<f64>(to, sum / weight);
  return Math.floor(pairs / unit);
}

/** With one output the share of the second class. Gives the packed weight. */
function writeShares(rows: usize, end: usize, outputs: i32, to: usize): f64 {
  const sums = leftTotals(width());
  memory.fill(sums, 0, (<usize>width()) << 3);
  for (let at = rows; at < end; at += 4) {
    const row = <usize>load<u32>(at);
    const label = (<usize>load<i32>(target + (row << 2))) << 3;
    const own = classCount == 2 ? packed + (row << 4) + label : packed + (row << 3);
    store<f64>(sums + label, load<f64>(sums + label) + load<f64>(own));
  }
  let all: f64 = 0;
  for (let label = 0; label < width(); label++) {
    const share = Math.floor(load<f64>(sums + ((<usize>label) << 3)) / unit);
    store<f64>(sums + ((<usize>label) << 3), share);
    all += share;
  }
  if (outputs == 1) store<f64>(to, load<f64>(sums, 8) / all);
  else
    for (let label = 0; label < width(); label++) {
      store<f64>(to + ((<usize>label) << 3), load<f64>(sums + ((<usize>label) << 3)) / all);
    }
  return all;
}
