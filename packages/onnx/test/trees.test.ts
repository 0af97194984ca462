import {
  compileLearner,
  type FittedForest,
  numericColumn,
  type Random,
  seededRandom,
  type TrainedModel,
  type TreeEnsemble,
  tableOf,
  textColumn,
} from "@mlopsc/learn";
import { expect, test } from "vitest";
import { bytesOf, scoreOnnx } from "./score-onnx.ts";

const levels = Array.from({ length: 255 }, (_, at) => `level ${at}`);
const few = levels.slice(0, 5);

/** Trees that no training would grow: sets of any size, leaves at the root, thresholds at the ends of doubles. */
function randomEnsemble(random: Random, trees: number): TreeEnsemble {
  const [roots, feature, threshold, left, missingLeft, values, sets]: number[][] = [[], [], [], [], [], [], []];
  const setOf = (count: number): number[] => {
    const share = random.next();
    const words = new Int32Array(8);
    for (let bit = 0; bit <= count; bit++) if (random.next() < share) words[bit >> 5]! |= 1 << (bit & 31);
    return Array.from(words);
  };
  const edges = [0, Number.MAX_VALUE, -Number.MAX_VALUE, 5e-324, 0.1, 1 / 3, 16_777_217];
  for (let tree = 0; tree < trees; tree++) {
    const root = feature!.length;
    roots!.push(root);
    const nodes = 1 + 2 * random.integer(15);
    for (let node = 0, next = 1; node < nodes; node++) {
      const split = next < nodes;
      const on = split ? random.integer(3) : -1;
      feature!.push(on);
      left!.push(split ? root + next : -1);
      missingLeft!.push(random.integer(2));
      if (split) next += 2;
      if (on < 0) threshold!.push(values!.push(random.normal()) - 1);
      else
        threshold!.push(on === 0 ? edges[random.integer(edges.length)]! : sets!.push(...setOf(on === 1 ? 255 : 5)) - 8);
    }
  }
  return {
    features: [
      { kind: "number", name: "x" },
      { kind: "category", name: "many", levels },
      { kind: "category", name: "few", levels: few },
    ],
    outputs: 1,
    ...{ roots: roots!, feature: feature!, threshold: threshold!, left: left!, missingLeft: missingLeft! },
    ...{ values: values!, sets: sets! },
  };
}

const modelOf = (learner: FittedForest): TrainedModel => ({
  format: "mlopsc-model",
  version: 1,
  definition: {
    name: "trees",
    task: "regression",
    target: "y",
    input: [
      { name: "x", type: { kind: "number", nullable: true } },
      { name: "many", type: { kind: "category", nullable: true } },
      { name: "few", type: { kind: "category", nullable: true } },
    ],
    steps: [],
    features: { names: ["x", "many", "few"] },
  },
  choice: { algorithm: "random_forest", parameters: {} },
  ...{ seed: 1, today: 0, rows: 1, classes: [], learner },
  pipeline: { version: 1, parts: [] },
  features: ["x", "many", "few"],
});

test("random trees send random rows to the same leaves", async () => {
  for (let seed = 1; seed <= 8; seed++) {
    const random = seededRandom(seed, "trees");
    const forest = { algorithm: "random_forest", task: "regression", classCount: 0, importance: [0, 0, 0] } as const;
    const learner: FittedForest = { ...forest, ensemble: randomEnsemble(random, 40) };
    const xs = [0, -0, 0.1, 0.1 + 1e-17, 1 / 3, 5e-324, 16_777_216, 16_777_217, 16_777_218, 1e308, -1e308, null];
    const drawn = <Value>(among: readonly Value[]): Value[] =>
      Array.from({ length: 600 }, () => among[random.integer(among.length)]!);
    const table = tableOf([
      numericColumn("x", "number", drawn(xs)),
      textColumn("many", "category", drawn([...levels, "unknown", null])),
      textColumn("few", "category", drawn([...few, "unknown", null])),
    ]);
    const scored = await scoreOnnx(bytesOf(modelOf(learner)), table);
    expect(scored["prediction"]!.values).toEqual(Array.from(compileLearner(learner)(table)));
  }
});
