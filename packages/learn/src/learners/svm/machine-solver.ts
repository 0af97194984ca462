import type { Random } from "../../random/seeded-random.ts";
import type { Points } from "../neighbours/points.ts";
import { type Machine, type MachineOptions, solveDual } from "./dual-descent.ts";
import { solvePrimal } from "./primal-newton.ts";

/** Tells rows of sign 1 from those of -1, by some of the rows, from a start nearby where there is one. */
export type MachineSolver = (signs: Float64Array, kept: Int32Array, random: Random, start?: Float64Array) => Machine;

/** Beyond it a Newton step costs more than it saves. */
const mostColumns = 500;

/**
 * Both ways end at the same machine; as scikit-learn's `dual="auto"`, the primal is solved where it is smooth and rows are
 * more than columns, else the dual.
 */
export function machineSolver(columns: readonly Float64Array[], options: MachineOptions): MachineSolver {
  let points: Points | undefined;
  return (signs, kept, random, start) => {
    const primal = options.squared && kept.length >= columns.length && columns.length <= mostColumns;
    const machine = primal ? solvePrimal(columns, signs, kept, options, start) : null;
    if (machine !== null) return machine;
    points ??= rowAfterRow(columns, signs.length);
    return solveDual(points, signs, kept, options, random);
  };
}

function rowAfterRow(columns: readonly Float64Array[], rows: number): Points {
  const width = columns.length;
  const values = new Float64Array(rows * width);
  columns.forEach((column, at) => {
    for (let row = 0; row < rows; row++) values[row * width + at] = column[row]!;
  });
  return { rows, width, values };
}
