import { bestColumn, bestScore, startBest, startTree, writeSplit } from "./best";
import { findCut } from "./find-cut";
import { findSplit } from "./find-split";
import { gatherNode, nodeScore } from "./gather-node";
import {
  columns,
  cut,
  drawn,
  drawsCuts,
  feature,
  gainScale,
  gains,
  left,
  maxDepth,
  minRows,
  missingLeft,
  runs,
  stack,
} from "./job";
import { partNode } from "./part-node";

/** An open node: its number and depth (i32), and what its split gains (f64). */
const entryBytes: usize = 16;

let nodes: i32 = 0;
let top: usize = 0;

/**
 * Grows a tree on the first `count` rows of `order`, the newest node first. Gives how many nodes it has: node 0 is the
 * root, and the right child of a node follows its left.
 */
export function growTree(count: i32): i32 {
  for (let column = 0; column < columns; column++) store<i32>(drawn + ((<usize>column) << 2), column);
  memory.fill(gains, 0, (<usize>columns) << 3);
  startTree();
  nodes = 0;
  top = stack;
  open(addNode(0, count), 0);
  while (top > stack) {
    top -= entryBytes;
    const node = load<i32>(top);
    const own = gains + ((<usize>load<i32>(feature + ((<usize>node) << 2))) << 3);
    store<f64>(own, load<f64>(own) + load<f64>(top, 8));
    splitNode(node, load<i32>(top, 4) + 1);
  }
  return nodes;
}

function addNode(start: i32, count: i32): i32 {
  const node = nodes++;
  const at = (<usize>node) << 2;
  store<i32>(feature + at, -1);
  store<i32>(left + at, -1);
  store<u8>(missingLeft + <usize>node, 0);
  store<i32>(runs + (at << 1), start);
  store<i32>(runs + (at << 1), count, 4);
  return node;
}

/** The smaller child is looked at first. */
function splitNode(node: i32, depth: i32): void {
  const at = (<usize>node) << 2;
  const start = load<i32>(runs + (at << 1));
  const count = load<i32>(runs + (at << 1), 4);
  const lefts = partNode(
    load<i32>(feature + at),
    load<i32>(cut + at),
    load<u8>(missingLeft + <usize>node),
    start,
    count,
  );
  const child = addNode(start, lefts);
  addNode(start + lefts, count - lefts);
  store<i32>(left + at, child);
  const smaller = lefts <= count - lefts ? child : child + 1;
  open(smaller, depth);
  open(child + child + 1 - smaller, depth);
}

/** Looks for the node's best split, and puts it on the stack where there is one. */
function open(node: i32, depth: i32): void {
  const at = (<usize>node) << 3;
  const start = load<i32>(runs + at);
  const count = load<i32>(runs + at, 4);
  if (depth >= maxDepth || count < 2 || count < 2 * minRows) return;
  if (!gatherNode(start, count)) return;
  startBest();
  if (drawsCuts) findCut(start, count);
  else findSplit(start, count);
  if (bestColumn < 0) return;
  writeSplit(node);
  store<i32>(top, node);
  store<i32>(top, depth, 4);
  store<f64>(top, max<f64>(0, bestScore() - nodeScore()) * gainScale, 8);
  top += entryBytes;
}
