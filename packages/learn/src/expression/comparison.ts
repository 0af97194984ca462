import { isNumericStorage } from "@mlopsc/vocabulary";
import { dayMilliseconds } from "../table/civil-date.ts";
import { compareText } from "./compare-text.ts";
import { missingness } from "./logic.ts";
import { mapNumber, mapNumbers } from "./map-numbers.ts";
import { numberFromTexts } from "./map-texts.ts";
import {
  asInstant,
  type Implementation,
  type Implementations,
  isTextOperand,
  type NumericOperand,
  numbers,
  type Operand,
  rowsNeeded,
  sameUnits,
  strideOf,
  texts,
} from "./operand.ts";

export const comparison: Implementations<
  "equal" | "not_equal" | "less" | "less_or_equal" | "greater" | "greater_or_equal" | "in" | "between"
> = {
  equal: (operands, rows, context, nodes) => {
    const asked = operands.filter((_, at) => !isNoneLiteral(nodes[at]));
    if (asked.length === operands.length) return order((sign) => sign === 0)(operands, rows, context, nodes);
    return asked[0] === undefined ? truth : missingness(asked[0]);
  },
  not_equal: (operands, rows, context, nodes) =>
    mapNumber("bool", numbers(comparison.equal(operands, rows, context, nodes)), (x) => 1 - x),
  less: order((sign) => sign < 0),
  less_or_equal: order((sign) => sign <= 0),
  greater: order((sign) => sign > 0),
  greater_or_equal: order((sign) => sign >= 0),
  in: (operands, rows) => {
    if (comparesText(operands)) {
      return numberFromTexts("bool", operands.map(texts), rows, ([x, ...values]) => Number(values.includes(x!)));
    }
    return isOneOf(sameUnits(operands.map(numbers)), rows);
  },
  between: (operands, rows) => {
    if (comparesText(operands)) {
      return numberFromTexts("bool", operands.map(texts), rows, ([x, low, high]) =>
        Number(compareText(x!, low!) >= 0 && compareText(x!, high!) <= 0),
      );
    }
    return liesBetween(operands.map(numbers), rows);
  },
};

const truth: NumericOperand = { kind: "bool", values: Float64Array.of(1), stride: 0 };

const isNoneLiteral = (node: Parameters<Implementation>[3][number] | undefined): boolean =>
  node?.kind === "literal" && node.value === null;

function order(holds: (sign: number) => boolean): Implementation {
  return (operands, rows) => {
    if (comparesText(operands)) {
      return numberFromTexts("bool", operands.map(texts), rows, ([a, b]) => Number(holds(compareText(a!, b!))));
    }
    const [left, right] = sameUnits(operands.map(numbers));
    return mapNumbers("bool", left!, right!, rows, (a, b) => (holds(a < b ? -1 : a > b ? 1 : 0) ? 1 : 0));
  };
}

/** Missing constants have no say in what is compared. */
const comparesText = (operands: readonly Operand[]): boolean =>
  operands.some((operand) => isTextOperand(operand) && (operand.stride === 1 || operand.codes[0] !== -1)) ||
  operands.every((operand) => !isNumericStorage(operand.kind));

function isOneOf(operands: readonly NumericOperand[], rows: number): NumericOperand {
  const [x, ...values] = operands;
  const out = new Float64Array(rowsNeeded(operands, rows));
  for (let row = 0; row < out.length; row++) {
    const sought = x!.values[row * x!.stride]!;
    let found = Number.isNaN(sought) ? Number.NaN : 0;
    for (const { values: options, stride } of values) {
      const option = options[row * stride]!;
      if (Number.isNaN(option)) found = Number.NaN;
      else if (option === sought) found = Number.isNaN(found) ? found : 1;
    }
    out[row] = found;
  }
  return { kind: "bool", values: out, stride: strideOf(operands) };
}

/** A date as the upper end over instants stands for its whole day. */
function liesBetween(operands: readonly NumericOperand[], rows: number): NumericOperand {
  const wholeDays = operands[0]!.kind === "timestamp" && operands[2]!.kind === "date";
  const dates = operands.every(({ kind }) => kind === "date");
  const [x, low, high] = dates ? operands : operands.map(asInstant);
  const above = mapNumbers("bool", x!, low!, rows, (a, b) => (a >= b ? 1 : 0));
  const below = wholeDays
    ? mapNumbers("bool", x!, high!, rows, (a, b) => (a < b + dayMilliseconds ? 1 : 0))
    : mapNumbers("bool", x!, high!, rows, (a, b) => (a <= b ? 1 : 0));
  return mapNumbers("bool", above, below, rows, (a, b) => a * b);
}
