import type { AlgorithmChoice } from "@mlopsc/vocabulary";
import { isText, type Table, type TableColumn } from "../../table/table.ts";
import type { TrainingRows } from "../learner-context.ts";
import { readParameters } from "../parameters.ts";
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

/** Gives the rows as the leading thread fits them, after it has told the others of them. */
export function announceFit(team: Team, choice: AlgorithmChoice, rows: TrainingRows): TrainingRows {
  const { onProgress, ...plain } = rows;
  const { rows: told } = team.same<Announcement>(() => ({
    choice,
    rows: { ...plain, table: sharedTable(rows.table) },
  }));
  return { ...told, team, ...(onProgress ? { onProgress } : {}) };
}

/** As another thread gets to know of it. */
export function announcedFit(team: Team): { readonly choice: AlgorithmChoice; readonly rows: TrainingRows } {
  const { choice, rows } = team.same<Announcement>(() => {
    throw new Error("the leading thread announces");
  });
  return { choice, rows: { ...rows, team } };
}

/** On memory that is not copied on its way to another thread. */
const sharedTable = (table: Table): Table => ({ rows: table.rows, columns: table.columns.map(sharedColumn) });

function sharedColumn(column: TableColumn): TableColumn {
  if (isText(column)) return column;
  if (column.values.buffer instanceof SharedArrayBuffer) return column;
  const values = new Float64Array(new SharedArrayBuffer(column.values.byteLength));
  values.set(column.values);
  return { ...column, values };
}
