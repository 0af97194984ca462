import type { FittedCalibration } from "@mlopsc/learn";
import type { Doubles } from "../graph/graph.ts";
import { lookUp } from "../graph/sum-in-order.ts";
import { bothClasses } from "../learners/links.ts";
import type { Lowering } from "../lower/lowered.ts";

type Curve = FittedCalibration["curves"][number];
type RisingLine = Extract<FittedCalibration, { readonly method: "isotonic" }>["curves"][number];

/** Probabilities set right: of two classes by one curve for the second, of more by one each, then as shares of 1. */
export function lowerCalibration(
  lowering: Lowering,
  calibration: FittedCalibration,
  probabilities: Doubles,
  classCount: number,
): Doubles {
  const curve = (at: number, share: Doubles): Doubles =>
    heightOf(lowering, calibration, calibration.curves[at]!, share);
  if (classCount === 2) return bothClasses(lowering, curve(0, lowering.column(probabilities, 1)));
  const shares = Array.from({ length: classCount }, (_, at) => curve(at, lowering.column(probabilities, at)));
  const [first, ...others] = shares;
  const total = others.reduce((sum, share) => lowering.add(sum, share), first!);
  const scaled = lowering.divide(lowering.concat(shares), total);
  return lowering.choose(lowering.equal(total, 0), 1 / classCount, scaled);
}

function heightOf(lowering: Lowering, calibration: FittedCalibration, curve: Curve, share: Doubles): Doubles {
  if (calibration.method === "isotonic") return onLine(lowering, curve as RisingLine, share);
  const { slope, intercept } = curve as Exclude<Curve, RisingLine>;
  const score = calibration.scale === "probability" ? share : logOdds(lowering, share);
  const scaled = lowering.add(lowering.multiply(score, slope), intercept);
  return lowering.divide(1, lowering.add(1, lowering.apply("Exp", scaled)));
}

/** log(p / (1 - p)), of a p that is kept off 0 and 1 by a hair. */
function logOdds(lowering: Lowering, share: Doubles): Doubles {
  const low = lowering.choose(lowering.less(share, Number.EPSILON), Number.EPSILON, share);
  const kept = lowering.choose(lowering.less(1 - Number.EPSILON, low), 1 - Number.EPSILON, low);
  return lowering.apply("Log", lowering.divide(kept, lowering.subtract(1, kept)));
}

/** The height of a line through its points, level beyond both ends. */
function onLine(lowering: Lowering, { x, y }: RisingLine, share: Doubles): Doubles {
  const { graph } = lowering;
  const last = x.length - 1;
  const present = (height: Doubles): Doubles => lowering.choose(lowering.isNaN(share), Number.NaN, height);
  if (last === 0) return present(lowering.ofRows(y[0]!));
  // Of all stretches but the last one, how many lie wholly at or below the share.
  const starts = graph.constant("double", [1, last], x.slice(1));
  const passed = graph.node("double", "ReduceSum", [
    lowering.toDouble(lowering.lessOrEqual(starts, share)),
    graph.constant("int64", [1], [1]),
  ]);
  const stretch = lowering.choose(lowering.less(last - 1, passed), last - 1, passed);
  const ends = Array.from({ length: last }, (_, at) => [x[at]!, y[at]!, x[at + 1]! - x[at]!, y[at + 1]! - y[at]!]);
  const table = graph.constant("double", [last, 4], ends.flat());
  const found = lookUp(lowering, table, lowering.toInteger(stretch));
  const [from, height, width, rise] = [0, 1, 2, 3].map((at) => lowering.column(found, at)) as [
    Doubles,
    Doubles,
    Doubles,
    Doubles,
  ];
  const within = lowering.add(height, lowering.divide(lowering.multiply(rise, lowering.subtract(share, from)), width));
  const above = lowering.choose(lowering.lessOrEqual(x[last]!, share), y[last]!, within);
  return present(lowering.choose(lowering.lessOrEqual(share, x[0]!), y[0]!, above));
}
