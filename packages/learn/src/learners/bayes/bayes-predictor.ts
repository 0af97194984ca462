import { requireColumn, requireNumeric } from "../../table/columns.ts";
import { isText, type Table } from "../../table/table.ts";
import type { TablePredictor } from "../learner-context.ts";
import { softmaxRows } from "../links.ts";
import { type CategoricalFeature, type FittedBayes, type GaussianFeature, levelReader } from "./naive-bayes.ts";

/** Adds one feature's log likelihoods; sums are rows × classes. */
type Likelihood = (table: Table, sums: Float64Array) => void;

/** Beyond so many deviations the square would not fit a double. */
const farthest = 1e150;

/** Probabilities, rows × classes. A value that is missing, or a level that was never seen, says nothing. */
export function compileBayes({ shares, gaussian, categorical, classCount }: FittedBayes): TablePredictor {
  const likelihoods = [...gaussian.map(gaussianLikelihood), ...categorical.map(categoricalLikelihood)];
  const priors = shares.map(Math.log);
  return (table) => {
    const sums = new Float64Array(table.rows * classCount);
    for (let place = 0; place < sums.length; place++) sums[place] = priors[place % classCount]!;
    for (const add of likelihoods) add(table, sums);
    return softmaxRows(sums, classCount);
  };
}

function gaussianLikelihood({ name, means, deviations }: GaussianFeature): Likelihood {
  // The same for all classes is left out.
  const logDeviations = Float64Array.from(deviations, Math.log);
  const centres = Float64Array.from(means);
  const widths = Float64Array.from(deviations);
  const classCount = means.length;
  return (table, sums) => {
    const { values } = requireNumeric(table, name);
    for (let index = 0; index < classCount; index++) {
      const centre = centres[index]!;
      const width = widths[index]!;
      const logDeviation = logDeviations[index]!;
      for (let row = 0, place = index; row < table.rows; row++, place += classCount) {
        const apart = Math.min(farthest, Math.abs(values[row]! - centre) / width);
        // What is missing is not a number, and no number is smaller than it.
        if (apart >= 0) sums[place]! -= logDeviation + (apart * apart) / 2;
      }
    }
  };
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
