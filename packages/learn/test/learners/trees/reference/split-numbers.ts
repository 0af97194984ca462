import type { BestSplit, ColumnCells } from "../../../../src/learners/trees/splits/split-rules.ts";
import type { PlainRules } from "./plain-rules.ts";

/** Looks for a better cut of a numeric column, with missing values on either side. */
export function splitNumbers(from: ColumnCells, totals: Float64Array, rules: PlainRules, best: BestSplit): void {
  const missing = from.at + from.bins * rules.width;
  let missingCount = 0;
  for (let part = rules.kind === "gradient" ? 1 : 0; part < rules.width; part++) {
    missingCount += from.cells[missing + part]! % rules.countUnit;
  }
  const scan = rules.kind === "gradient" ? scanGradients : rules.width === 2 ? scanTwoClasses : scanClasses;
  scan(from, false, missingCount, totals, rules, best);
  if (missingCount > 0) scan(from, true, missingCount, totals, rules, best);
}

/**
 * Cuts are tried between bins that hold rows, and put half way between them. `missingFirst`: missing values are on the
 * left; otherwise they are on the right, where they may stand alone. A node without missing values would send them
 * where most of its rows go.
 */
function scanGradients(
  { cells, at, bins, column }: ColumnCells,
  missingFirst: boolean,
  missingCount: number,
  totals: Float64Array,
  { minSamplesLeaf, minWeight, l2, countUnit }: PlainRules,
  best: BestSplit,
): void {
  const sum = totals[0]!;
  const perCount = 1 / countUnit;
  const weight = Math.floor(totals[1]! * perCount);
  const count = totals[1]! - weight * countUnit;
  const missing = at + bins * 2;
  const end = !missingFirst && missingCount > 0 ? bins : bins - 1;
  let leftSum = missingFirst ? cells[missing]! : 0;
  let leftPair = missingFirst ? cells[missing + 1]! : 0;
  let previous = -1;
  let bestScore = best.score;
  let bestBin = -1;
  let bestSum = 0;
  let bestPair = 0;
  for (let bin = 0, cell = at; bin <= end; bin++, cell += 2) {
    const pair = cells[cell + 1]!;
    if (pair === 0) continue;
    if (previous >= 0) {
      const leftWeight = Math.floor(leftPair * perCount);
      const leftCount = leftPair - leftWeight * countUnit;
      if (count - leftCount < minSamplesLeaf) break;
      const rightWeight = weight - leftWeight;
      if (leftCount >= minSamplesLeaf && leftWeight >= minWeight && rightWeight >= minWeight) {
        const rightSum = sum - leftSum;
        const score = (leftSum * leftSum) / (leftWeight + l2) + (rightSum * rightSum) / (rightWeight + l2);
        if (score > bestScore) {
          bestScore = score;
          bestBin = bin === bins ? bins - 1 : (previous + bin - 1) >> 1;
          bestSum = leftSum;
          bestPair = leftPair;
        }
      }
    }
    leftSum += cells[cell]!;
    leftPair += pair;
    previous = bin;
  }
  if (bestBin < 0) return;
  take(best, bestScore, column, bestBin);
  best.left[0] = bestSum;
  best.left[1] = bestPair;
  best.missingLeft = missingCount > 0 ? missingFirst : (bestPair % countUnit) * 2 >= count;
}

/** As `scanGradients` for the weights of two classes. */
function scanTwoClasses(
  { cells, at, bins, column }: ColumnCells,
  missingFirst: boolean,
  missingCount: number,
  totals: Float64Array,
  { minSamplesLeaf, minWeight, countUnit }: PlainRules,
  best: BestSplit,
): void {
  const perCount = 1 / countUnit;
  const noWeight = Math.floor(totals[0]! * perCount);
  const yesWeight = Math.floor(totals[1]! * perCount);
  const count = totals[0]! + totals[1]! - (noWeight + yesWeight) * countUnit;
  const missing = at + bins * 2;
  const end = !missingFirst && missingCount > 0 ? bins : bins - 1;
  let leftNo = missingFirst ? cells[missing]! : 0;
  let leftYes = missingFirst ? cells[missing + 1]! : 0;
  let previous = -1;
  let bestScore = best.score;
  let bestBin = -1;
  for (let bin = 0, cell = at; bin <= end; bin++, cell += 2) {
    const no = cells[cell]!;
    const yes = cells[cell + 1]!;
    if (no === 0 && yes === 0) continue;
    if (previous >= 0) {
      const a = Math.floor(leftNo * perCount);
      const b = Math.floor(leftYes * perCount);
      const leftWeight = a + b;
      const leftCount = leftNo + leftYes - leftWeight * countUnit;
      if (count - leftCount < minSamplesLeaf) break;
      const c = noWeight - a;
      const d = yesWeight - b;
      if (leftCount >= minSamplesLeaf && leftWeight >= minWeight && c + d >= minWeight) {
        const score = (a * a + b * b) / leftWeight + (c * c + d * d) / (c + d);
        if (score > bestScore) {
          bestScore = score;
          bestBin = bin === bins ? bins - 1 : (previous + bin - 1) >> 1;
          best.left[0] = leftNo;
          best.left[1] = leftYes;
        }
      }
    }
    leftNo += no;
    leftYes += yes;
    previous = bin;
  }
  if (bestBin < 0) return;
  take(best, bestScore, column, bestBin);
  const leftCount = ((best.left[0]! % countUnit) + (best.left[1]! % countUnit)) % countUnit;
  best.missingLeft = missingCount > 0 ? missingFirst : leftCount * 2 >= count;
}

/** As `scanTwoClasses` for any number of classes. */
function scanClasses(
  { cells, at, bins, column }: ColumnCells,
  missingFirst: boolean,
  missingCount: number,
  totals: Float64Array,
  rules: PlainRules,
  best: BestSplit,
): void {
  const { width, countUnit } = rules;
  const missing = at + bins * width;
  const end = !missingFirst && missingCount > 0 ? bins : bins - 1;
  const left = missingFirst ? cells.slice(missing, missing + width) : new Float64Array(width);
  const count = countIn(totals, 0, width, countUnit);
  let previous = -1;
  for (let bin = 0, cell = at; bin <= end; bin++, cell += width) {
    if (countIn(cells, cell, width, countUnit) === 0) continue;
    if (previous >= 0) {
      const score = classesScore(left, totals, rules);
      if (score > best.score) {
        take(best, score, column, bin === bins ? bins - 1 : (previous + bin - 1) >> 1);
        best.left.set(left);
        best.missingLeft = missingCount > 0 ? missingFirst : countIn(left, 0, width, countUnit) * 2 >= count;
      }
    }
    for (let part = 0; part < width; part++) left[part]! += cells[cell + part]!;
    previous = bin;
  }
}

/** The score of both sides; negative infinity where one is too small. */
export function classesScore(left: Float64Array, totals: Float64Array, rules: PlainRules): number {
  const { width, countUnit, minSamplesLeaf, minWeight } = rules;
  let leftCount = 0;
  let rightCount = 0;
  let leftWeight = 0;
  let rightWeight = 0;
  let leftSquares = 0;
  let rightSquares = 0;
  for (let part = 0; part < width; part++) {
    const here = left[part]!;
    const there = totals[part]! - here;
    const hereWeight = Math.floor(here / countUnit);
    const thereWeight = Math.floor(there / countUnit);
    leftCount += here - hereWeight * countUnit;
    rightCount += there - thereWeight * countUnit;
    leftWeight += hereWeight;
    rightWeight += thereWeight;
    leftSquares += hereWeight * hereWeight;
    rightSquares += thereWeight * thereWeight;
  }
  if (leftCount < minSamplesLeaf || rightCount < minSamplesLeaf) return -Infinity;
  if (leftWeight < minWeight || rightWeight < minWeight) return -Infinity;
  return leftSquares / leftWeight + rightSquares / rightWeight;
}

function countIn(cells: Float64Array, at: number, width: number, countUnit: number): number {
  let count = 0;
  for (let part = 0; part < width; part++) count += cells[at + part]! % countUnit;
  return count;
}

function take(best: BestSplit, score: number, column: number, bin: number): void {
  best.score = score;
  best.column = column;
  best.bin = bin;
  best.set = null;
}
