import { hasPairs, width } from "./cell-shape";
import { classCount, gathered, gatheredClasses, minRows, order, packed, target, unit } from "./job";
import { nodeAt, totals } from "./places";

let score: f64 = 0;

/**
 * Puts the statistics of a node's rows side by side and sums them. False where all rows want the same, so that no split
 * can help.
 */
export function gatherNode(start: i32, count: i32): bool {
  const rows = order + ((<usize>start) << 2);
  const end = rows + ((<usize>count) << 2);
  if (classCount == 0 && wantTheSame(rows, end)) return false;
  if (!hasPairs()) return gatherClasses(rows, end);
  let total = f64x2.splat(0);
  let to = gathered;
  for (let at = rows; at < end; at += 4) {
    const pair = v128.load(packed + ((<usize>load<u32>(at)) << 4));
    v128.store(to, pair);
    total = f64x2.add(total, pair);
    to += 16;
  }
  const first = f64x2.extract_lane(total, 0);
  const second = f64x2.extract_lane(total, 1);
  if (classCount == 2 && (first == 0 || second == 0)) return false;
  const weight = Math.floor(second / unit);
  const other = Math.floor(first / unit);
  if (classCount == 0) {
    score = weight > 0 ? (first * first) / weight : 0;
    store<f64>(nodeAt(), first);
  } else {
    score = other + weight > 0 ? (other * other + weight * weight) / (other + weight) : 0;
    store<f64>(nodeAt(), other);
  }
  store<f64>(nodeAt(), weight, 8);
  v128.store(totals(), total);
  describeNode(count);
  return true;
}

/** Of the node without a split, in the unit of packed numbers. */
export function nodeScore(): f64 {
  return score;
}

/** What else `splitColumns` asks for. */
function describeNode(count: i32): void {
  const at = nodeAt();
  store<f64>(at, <f64>count, 16);
  store<f64>(at, unit, 24);
  store<f64>(at, <f64>minRows, 32);
  // Of a weight that rounds to nothing nothing can be told.
  store<f64>(at, 1, 40);
  store<f64>(at, 0, 48);
}

function wantTheSame(rows: usize, end: usize): bool {
  const first = load<f64>(target + ((<usize>load<u32>(rows)) << 3));
  for (let at = rows + 4; at < end; at += 4) {
    if (load<f64>(target + ((<usize>load<u32>(at)) << 3)) != first) return false;
  }
  return true;
}

function gatherClasses(rows: usize, end: usize): bool {
  const sums = totals();
  memory.fill(sums, 0, (<usize>width()) << 3);
  for (let at = rows, to: usize = 0; at < end; at += 4, to += 4) {
    const row = <usize>load<u32>(at);
    const weight = load<f64>(packed + (row << 3));
    const label = load<i32>(target + (row << 2));
    store<f64>(gathered + (to << 1), weight);
    store<i32>(gatheredClasses + to, label);
    const own = sums + ((<usize>label) << 3);
    store<f64>(own, load<f64>(own) + weight);
  }
  let labels = 0;
  let weight: f64 = 0;
  let squares: f64 = 0;
  for (let own = sums; own < sums + ((<usize>width()) << 3); own += 8) {
    if (load<f64>(own) > 0) labels++;
    const here = Math.floor(load<f64>(own) / unit);
    weight += here;
    squares += here * here;
  }
  score = weight > 0 ? squares / weight : 0;
  return labels > 1;
}
