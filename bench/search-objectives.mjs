// What bench/search.mjs minimises: three functions with known minima, and two spaces of real results
// (search-spaces.json, made by search-spaces.mjs): one as it is, one smoothed. `regret` is how far a value is above the
// minimum.
import { readFileSync } from "node:fs";
import { allAssignments, assignmentKey } from "@mlopsc/learn";

const ranges = (count, low, high) =>
  Array.from({ length: count }, (_, at) => ({ name: `x${at}`, values: { kind: "number", low, high, log: false } }));

const branin = ([x, y]) =>
  (y - (5.1 / (4 * Math.PI ** 2)) * x * x + (5 / Math.PI) * x - 6) ** 2 +
  10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) +
  10;

const rosenbrock = (x) =>
  x.slice(1).reduce((sum, next, at) => sum + 100 * (next - x[at] ** 2) ** 2 + (1 - x[at]) ** 2, 0);

const heights = [1, 1.2, 3, 3.2];
const widths = [
  [10, 3, 17, 3.5, 1.7, 8],
  [0.05, 10, 17, 0.1, 8, 14],
  [3, 3.5, 1.7, 10, 17, 8],
  [17, 8, 0.05, 10, 0.1, 14],
];
const centres = [
  [1312, 1696, 5569, 124, 8283, 5886],
  [2329, 4135, 8307, 3736, 1004, 9991],
  [2348, 1451, 3522, 2883, 3047, 6650],
  [4047, 8828, 8732, 5743, 1091, 381],
];
const hartmann = (x) =>
  -widths.reduce((sum, width, at) => {
    const distance = width.reduce((total, weight, i) => total + weight * (x[i] - centres[at][i] * 1e-4) ** 2, 0);
    return sum + heights[at] * Math.exp(-distance);
  }, 0);

const ofVector = (name, space, minimum, value) => ({
  name,
  space,
  regret: (assignment) => value(space.map((dimension) => assignment[dimension.name])) - minimum,
});

function tabulated(name, { space, costs }) {
  const keys = allAssignments(space, costs.length).map(assignmentKey);
  const table = new Map(keys.map((key, at) => [key, costs[at]]));
  const minimum = Math.min(...costs);
  return { name, space, regret: (assignment) => table.get(assignmentKey(assignment)) - minimum };
}

const boosted = [
  { name: "learning_rate", values: { kind: "number", low: 0.01, high: 0.5, log: true } },
  { name: "max_leaves", values: { kind: "int", low: 3, high: 31, log: true } },
  { name: "min_samples_leaf", values: { kind: "int", low: 1, high: 80, log: true } },
  { name: "l2", values: { kind: "number", low: 0.1, high: 100, log: true } },
];

/** Places in -1..1, by logarithms as usual for these four. */
const placeOf = (assignment) =>
  boosted.map(({ name, values: { low, high } }) => {
    const [from, to] = name === "l2" ? [0, Math.log1p(high)] : [Math.log(low), Math.log(high)];
    const at = name === "l2" ? Math.log1p(assignment.l2) : Math.log(assignment[name]);
    return (2 * (at - from)) / (to - from) - 1;
  });

/** All products of up to three of 1 and the coordinates. */
const cubicTerms = (place) => {
  const terms = [];
  const factors = [1, ...place];
  for (let a = 0; a < 5; a++) {
    for (let b = a; b < 5; b++) for (let c = b; c < 5; c++) terms.push(factors[a] * factors[b] * factors[c]);
  }
  return terms;
};

/**
 * The cubic of least squares through the results: what the space is like without the chance of its folds. In the table
 * itself the best cell is a lucky one, and how near a sampler comes to it is chance.
 */
function responseSurface(name, { space, costs }) {
  const assignments = allAssignments(space, costs.length);
  const weights = leastSquares(
    assignments.map((assignment) => cubicTerms(placeOf(assignment))),
    costs,
  );
  const cost = (assignment) => cubicTerms(placeOf(assignment)).reduce((sum, term, at) => sum + term * weights[at], 0);
  const minimum = least(cost);
  return { name, space: boosted, regret: (assignment) => cost(assignment) - minimum };
}

/** By the normal equations and elimination: the terms lie in -1..1 and are few. */
function leastSquares(terms, values) {
  const width = terms[0].length;
  const system = Array.from({ length: width }, (_, row) => [
    ...Array.from({ length: width }, (_, column) => terms.reduce((sum, each) => sum + each[row] * each[column], 0)),
    terms.reduce((sum, each, at) => sum + each[row] * values[at], 0),
  ]);
  for (let pivot = 0; pivot < width; pivot++) {
    for (let row = 0; row < width; row++) {
      const factor = row === pivot ? 0 : system[row][pivot] / system[pivot][pivot];
      if (factor !== 0) system[row] = system[row].map((value, column) => value - factor * system[pivot][column]);
    }
  }
  return system.map((row, at) => row[width] / row[at]);
}

/** The least cost: for each number of leaves the best of a grid, its others then moved by ever smaller steps. */
function least(cost) {
  const spread = (low, high, count) =>
    Array.from({ length: count }, (_, at) => Math.min(high, low * (high / low) ** (at / (count - 1))));
  const better = (a, b) => (cost(b) < cost(a) ? b : a);
  const starts = Array.from({ length: 29 }, (_, at) =>
    spread(0.01, 0.5, 16)
      .flatMap((learning_rate) =>
        spread(0.1, 100, 10).flatMap((l2) =>
          spread(1, 80, 16).map((leaf) => ({
            ...{ learning_rate, l2, max_leaves: at + 3, min_samples_leaf: Math.round(leaf) },
          })),
        ),
      )
      .reduce(better),
  );
  return Math.min(...starts.map((start) => cost(refined(start, better))));
}

function refined(start, better) {
  let best = start;
  for (let step = 0.5; step > 1e-7; step *= 0.9) {
    const { learning_rate, l2, max_leaves, min_samples_leaf } = best;
    for (const rate of [1 / (1 + step), 1, 1 + step]) {
      for (const penalty of [1 / (1 + step), 1, 1 + step]) {
        for (const leaf of [-1, 0, 1]) {
          best = better(best, {
            learning_rate: Math.min(0.5, Math.max(0.01, learning_rate * rate)),
            l2: Math.min(100, Math.max(0.1, l2 * penalty)),
            max_leaves,
            min_samples_leaf: Math.min(80, Math.max(1, min_samples_leaf + leaf)),
          });
        }
      }
    }
  }
  return best;
}

const tables = JSON.parse(readFileSync(new URL("search-spaces.json", import.meta.url), "utf8"));

export const objectives = [
  ofVector(
    "Branin",
    [
      { name: "x0", values: { kind: "number", low: -5, high: 10, log: false } },
      { name: "x1", values: { kind: "number", low: 0, high: 15, log: false } },
    ],
    0.397_887_357_729_738_2,
    branin,
  ),
  ofVector("Hartmann-6", ranges(6, 0, 1), -3.322_368_011_415_515, hartmann),
  ofVector("Rosenbrock-4", ranges(4, -5, 10), 0, rosenbrock),
  responseSurface("boosting, four parameters", tables.boosting),
  tabulated("four learners, conditional", tables.learners),
];
