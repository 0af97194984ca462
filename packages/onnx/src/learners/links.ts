import type { Doubles } from "../graph/graph.ts";
import { axis } from "../graph/operators.ts";
import type { Lowering } from "../lower/lowered.ts";

/** 1 / (1 + exp(-x)). */
export const sigmoid = (lowering: Lowering, x: Doubles): Doubles =>
  lowering.divide(1, lowering.add(1, lowering.apply("Exp", lowering.apply("Neg", x))));

/** Each row's exponentials as shares of 1. */
export const softmax = ({ graph }: Lowering, x: Doubles): Doubles => graph.node("double", "Softmax", [x], axis(1));

/** From the probability of the second class to those of both. */
export const bothClasses = (lowering: Lowering, second: Doubles): Doubles =>
  lowering.concat([lowering.subtract(1, second), second]);
