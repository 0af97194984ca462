import { foldNumbers, mapNumber, mapNumbers } from "./map-numbers.ts";
import { type Implementation, type Implementations, numbers } from "./operand.ts";

const toNumber =
  (compute: (x: number) => number): Implementation =>
  (operands) =>
    mapNumber("number", numbers(operands[0]), compute);

// Adding 0 turns -0 into 0, which SQL's casts do too.
const toInt =
  (compute: (x: number) => number): Implementation =>
  (operands) =>
    mapNumber("int", numbers(operands[0]), (x) => compute(x) + 0);

export const mathematics: Implementations<
  | "abs"
  | "sign"
  | "floor"
  | "ceil"
  | "round"
  | "sqrt"
  | "exp"
  | "log"
  | "log1p"
  | "log10"
  | "sin"
  | "cos"
  | "least"
  | "greatest"
> = {
  abs: (operands) => {
    const x = numbers(operands[0]);
    return mapNumber(x.kind, x, Math.abs);
  },
  sign: toInt(Math.sign),
  floor: toInt(Math.floor),
  ceil: toInt(Math.ceil),
  round: (operands, rows) => {
    const x = numbers(operands[0]);
    if (operands[1] === undefined) return mapNumber("number", x, (value) => roundTo(value, 0));
    return mapNumbers("number", x, numbers(operands[1]), rows, roundTo);
  },
  sqrt: toNumber(Math.sqrt),
  exp: toNumber(Math.exp),
  log: toNumber(Math.log),
  log1p: toNumber((x) => Math.log(1 + x)),
  log10: toNumber(Math.log10),
  sin: toNumber(Math.sin),
  cos: toNumber(Math.cos),
  least: (operands, rows) => {
    const all = operands.map(numbers);
    return foldNumbers(all[0]!.kind, all, rows, Math.min);
  },
  greatest: (operands, rows) => {
    const all = operands.map(numbers);
    return foldNumbers(all[0]!.kind, all, rows, Math.max);
  },
};

function roundTo(x: number, digits: number): number {
  const scale = powerOfTen(digits);
  const size = Math.floor(Math.abs(x) * scale + 0.5) / scale;
  return x < 0 ? -size : size;
}

/** Correctly rounded, which V8's `10 ** digits` is not for every whole number. */
const powerOfTen = (digits: number): number => (Number.isInteger(digits) ? Number(`1e${digits}`) : 10 ** digits);
