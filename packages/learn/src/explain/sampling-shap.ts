import { stackTables } from "../drift/stack-tables.ts";
import type { TablePredictor } from "../learners/learner-context.ts";
import { seededRandom } from "../random/seeded-random.ts";
import { selectColumns } from "../table/columns.ts";
import type { Table } from "../table/table.ts";
import { allRows, takeColumnRows, takeRows } from "../table/take-rows.ts";
import type { ShapleyValues } from "./shapley-values.ts";

export interface SamplingPlan {
  readonly features: readonly string[];
  /** Rows compared with: unknown features are taken from them. */
  readonly background: Table;
  readonly outputs: number;
  readonly seed: number;
  /** For each feature its player: features of one player are set together, and share a value. By default each is its own. */
  readonly playerOf?: readonly number[];
  /** Orders drawn for each row of the background; each is gone through there and back. */
  readonly orders: number;
}

/**
 * Shapley values of any learner, estimated from drawn orders of its features (Štrumbelj and Kononenko 2014), each also
 * backwards (Mitchell et al. 2022). From a row of the background to the row explained, one player after another
 * is set; what the prediction changes by is the player's. Each walk adds up, so their mean does too, exactly.
 */
export function compileSamplingShap(predict: TablePredictor, plan: SamplingPlan): ShapleyValues {
  const { features, outputs, playerOf = features.map((_, feature) => feature) } = plan;
  const players = 1 + Math.max(-1, ...playerOf);
  const given = selectColumns(
    plan.background,
    features.map((name) => ({ from: name, to: name })),
  );
  const background = comparedRows(given, players, plan.orders);
  const expected = new Float64Array(outputs);
  predict(background).forEach((value, index) => {
    expected[index % outputs]! += value / background.rows;
  });
  const walks = drawWalks(background, plan, players);
  return {
    expected,
    contributions(table, outputOf) {
      const sums = new Float64Array(table.rows * players);
      for (let row = 0; row < table.rows; row++) {
        const explained = takeRows(table, Int32Array.of(row));
        const predicted = predict(walkedRows(background, explained, { features, playerOf, players }, walks));
        const into = sums.subarray(row * players, (row + 1) * players);
        addChanges(predicted, outputs, outputOf(row), walks, into);
      }
      return sums;
    },
  };
}

/** From which row of the background a walk goes, and at which step each player is set. */
interface Walk {
  readonly from: number;
  readonly order: Int32Array;
  readonly stepOf: Int32Array;
}

/** A row asks for as many predictions at most, whatever its features, as long as nobody asks for more orders … */
const mostPredictions = 1_500;
/** … but is compared with so many rows at least. */
const leastRows = 10;

/** Rows of the background, evenly chosen, that each row can be compared with at a bounded cost. */
function comparedRows(background: Table, players: number, orders: number): Table {
  const affordable = Math.max(leastRows, Math.floor(mostPredictions / (2 * (players + 1))));
  if (orders > 1 || background.rows <= affordable) return background;
  const rows = Int32Array.from({ length: affordable }, (_, at) => Math.floor((at * background.rows) / affordable));
  return takeRows(background, rows);
}

function drawWalks(background: Table, { seed, orders }: SamplingPlan, players: number): readonly Walk[] {
  const random = seededRandom(seed, "shapley orders");
  const walks: Walk[] = [];
  for (let from = 0; from < background.rows; from++) {
    for (let draw = 0; draw < orders; draw++) {
      const order = random.shuffle(allRows(players));
      walks.push(walkOf(from, order), walkOf(from, order.slice().reverse()));
    }
  }
  return walks;
}

function walkOf(from: number, order: Int32Array): Walk {
  const stepOf = new Int32Array(order.length);
  order.forEach((player, step) => {
    stepOf[player] = step;
  });
  return { from, order, stepOf };
}

type Game = Required<Pick<SamplingPlan, "features" | "playerOf">> & { readonly players: number };

/** Walk after walk a row before each step, and one after the last. */
function walkedRows(background: Table, row: Table, game: Game, walks: readonly Walk[]): Table {
  const { features, playerOf, players } = game;
  const stacked = stackTables(background, row, features);
  if (!stacked.ok) throw new Error("the background's columns are of other kinds than the row's");
  const steps = players + 1;
  const columns = stacked.value.columns.map((column, feature) => {
    const rows = new Int32Array(walks.length * steps);
    walks.forEach(({ from, stepOf }, walk) => {
      for (let step = 0; step < steps; step++) {
        rows[walk * steps + step] = stepOf[playerOf[feature]!]! < step ? background.rows : from;
      }
    });
    return takeColumnRows(column, rows);
  });
  return { rows: walks.length * steps, columns };
}

function addChanges(
  predicted: Float64Array,
  outputs: number,
  output: number,
  walks: readonly Walk[],
  into: Float64Array,
): void {
  const steps = into.length + 1;
  walks.forEach(({ order }, walk) => {
    for (let step = 0; step < order.length; step++) {
      const before = (walk * steps + step) * outputs + output;
      into[order[step]!]! += (predicted[before + outputs]! - predicted[before]!) / walks.length;
    }
  });
}
