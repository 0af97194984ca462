import type { Random } from "../../random/seeded-random.ts";
import type { Points } from "../neighbours/point-index.ts";
import { type Machine, type MachineOptions, solveDual } from "./dual-descent.ts";
import { solvePrimal } from "./primal-newton.ts";

/** Beyond it a Newton step costs more than it saves. */
const mostColumns = 500;

/**
 * Tells rows of sign 1 from those of -1. Both ways end at the same machine; as scikit-learn's `dual="auto"`, the primal
 * is solved where it is smooth and rows are more than columns, else the dual.
 */
export function solveMachine(
  points: Points,
  signs: Float64Array,
  rows: Int32Array,
  options: MachineOptions,
  random: Random,
  start?: Float64Array,
): Machine {
  const primal = options.squared && rows.length >= points.width && points.width <= mostColumns;
  return (
    (primal ? solvePrimal(points, signs, rows, options, start) : null) ??
    solveDual(points, signs, rows, options, random)
  );
}
