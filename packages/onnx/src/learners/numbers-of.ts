import type { Doubles } from "../graph/graph.ts";
import type { Texts } from "../lower/lowered.ts";
import type { Features } from "./lower-learner.ts";

/** A feature of numbers. */
export function numbersOf(features: Features, name: string): Doubles {
  const feature = features.get(name);
  if (feature?.type !== "numbers") throw new Error(`the learner wants numbers in ${name}`);
  return feature.values;
}

/** A feature of text. */
export function textsOf(features: Features, name: string): Texts {
  const feature = features.get(name);
  if (feature?.type !== "texts") throw new Error(`the learner wants text in ${name}`);
  return feature;
}
