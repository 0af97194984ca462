import { requireColumn, requireNumeric } from "../../table/columns.ts";
import { isText, type Table } from "../../table/table.ts";
import { loopsFor } from "../columns/loops-for.ts";
import type { Normal } from "../columns/row-loops.ts";
import type { TablePredictor } from "../learner-context.ts";
import { softmaxRows } from "../links.ts";
import { type CategoricalFeature, type FittedBayes, type GaussianFeature, levelReader } from "./naive-bayes.ts";

/** Adds one feature of levels; sums are rows × classes. */
type Likelihood = (table: Table, sums: Float64Array) => void;

/** Probabilities, rows × classes. A value that is missing, or a level that was never seen, says nothing. */
export function compileBayes({ shares, gaussian, categorical, classCount }: FittedBayes): TablePredictor {
  const normals = shares.map((_, index) => gaussian.map((feature) => normalOf(feature, index)));
  const likelihoods = categorical.map(categoricalLikelihood);
  const priors = shares.map(Math.log);
  return (table) => {
    const columns = gaussian.map(({ name }) => requireNumeric(table, name).values);
    const sums = new Float64Array(table.rows * classCount);
    const loops = loopsFor(columns, table.rows);
    for (let start = 0; start < table.rows; start += loops.most) {
      const count = Math.min(loops.most, table.rows - start);
      for (let index = 0; index < classCount; index++) {
        loops.addLikelihoods(columns, normals[index]!, priors[index]!, start, count);
        for (let row = 0; row < count; row++) sums[(start + row) * classCount + index] = loops.sums[row]!;
      }
    }
    for (const add of likelihoods) add(table, sums);
    return softmaxRows(sums, classCount);
  };
}

function normalOf({ means, deviations }: GaussianFeature, index: number): Normal {
  const deviation = deviations[index]!;
  return { mean: means[index]!, deviation, logDeviation: Math.log(deviation) };
}

function categoricalLikelihood({ name, levels, logShares }: CategoricalFeature): Likelihood {
  const places = new Map(levels.map((level, place) => [level, place]));
  const classCount = logShares.length;
  return (table, sums) => {
    const column = requireColumn(table, name);
    const levelOf = levelReader(column);
    // By code where there are codes, so that no text is looked up twice.
    const byCode = isText(column) ? column.dictionary.map((level) => places.get(level)) : undefined;
    for (let row = 0; row < table.rows; row++) {
      const level = byCode === undefined ? levelOf(row) : undefined;
      const place =
        byCode !== undefined && isText(column)
          ? byCode[column.codes[row]!]
          : level === undefined
            ? undefined
            : places.get(level);
      if (place === undefined) continue;
      for (let index = 0; index < classCount; index++) {
        sums[row * classCount + index]! += logShares[index]![place]!;
      }
    }
  };
}
