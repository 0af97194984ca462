import type { AlgorithmChoice } from "@mlopsc/vocabulary";
import type { Table } from "../../../table/table.ts";
import type { TrainingRows } from "../../learner-context.ts";
import { readParameters } from "../../parameters.ts";
import { binTable } from "../bins/binning.ts";
import type { Team } from "./team.ts";

/** What the first thread tells the others. */
interface Announcement {
  readonly choice: AlgorithmChoice;
  readonly rows: Omit<TrainingRows, "team" | "onProgress" | "summon">;
}

/** Cells from which on threads that boost together, and meet several times a split, are faster than one. */
const boostingCells = 1_000_000;
/** Cells times trees from which on it pays to start threads that each grow trees of their own. */
const forestCells = 20_000_000;

/** Trees are grown by several threads at once, where there is much to do. */
export function worthATeam(choice: AlgorithmChoice, { rows, columns }: Table): boolean {
  const cells = rows * columns.length;
  if (choice.algorithm === "gradient_boosting") return cells >= boostingCells;
  const isForest = choice.algorithm === "random_forest" || choice.algorithm === "extra_trees";
  return isForest && cells * readParameters(choice).number("trees") >= forestCells;
}

/**
 * Gives the rows as all threads fit them, after the others were told of them: bins, on memory that is not copied, instead
 * of the table. They are made while the others may still be starting.
 */
export function announceFit(team: Team, choice: AlgorithmChoice, rows: TrainingRows): TrainingRows {
  const { onProgress, table, ...plain } = rows;
  const maxBins = readParameters(choice).number("max_bins");
  const binned = binTable(table, maxBins, (bytes) => new SharedArrayBuffer(bytes));
  const { target, weights } = plain;
  const told = team.same<Announcement>(() => ({
    choice,
    rows: {
      ...{ ...plain, binned, table: { rows: table.rows, columns: [] }, target: onSharedMemory(target) },
      ...(weights ? { weights: onSharedMemory(weights) } : {}),
    },
  }));
  return { ...told.rows, team, ...(onProgress ? { onProgress } : {}) };
}

/** Told to another thread as it is, a part of an array would take all of that array with it. */
function onSharedMemory(values: Float64Array): Float64Array {
  const shared = new Float64Array(new SharedArrayBuffer(values.byteLength));
  shared.set(values);
  return shared;
}

/** As another thread gets to know of it. */
export function announcedFit(team: Team): { readonly choice: AlgorithmChoice; readonly rows: TrainingRows } {
  const { choice, rows } = team.same<Announcement>(() => {
    throw new Error("the leading thread announces");
  });
  return { choice, rows: { ...rows, team } };
}
