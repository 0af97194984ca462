import type { ExpressionSyntax, NumberSyntax } from "@mlopsc/grammar";

export interface NumberValue {
  readonly kind: "int" | "number" | "percent" | "duration" | "bytes" | "rate";
  /** percent as a fraction, duration in ms, bytes, rate in 1/s. */
  readonly value: number;
}

/** What a number with its unit stands for. */
export function numberValue({ value, unit, text }: NumberSyntax): NumberValue {
  if (unit === "") return { kind: Number.isInteger(value) && !/[.]/.test(text) ? "int" : "number", value };
  if (unit === "%") return { kind: "percent", value: Number((value / 100).toPrecision(15)) };
  const duration = durations[unit];
  if (duration !== undefined) return { kind: "duration", value: value * duration };
  const rate = rates[unit];
  if (rate !== undefined) return { kind: "rate", value: value / rate };
  return { kind: "bytes", value: value * (sizes[unit] ?? 1) };
}

/** A number, with a minus before it or not; null for anything else. */
export function signedNumber(syntax: ExpressionSyntax): NumberValue | null {
  if (syntax.node === "number") return numberValue(syntax);
  if (syntax.node === "group") return signedNumber(syntax.inner);
  if (syntax.node !== "unary" || syntax.operator !== "-") return null;
  const operand = signedNumber(syntax.operand);
  return operand === null ? null : { kind: operand.kind, value: -operand.value };
}

export const dayMilliseconds = 86_400_000;

const durations: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: dayMilliseconds };
const rates: Readonly<Record<string, number>> = { "/s": 1, "/m": 60, "/h": 3600, "/d": 86_400 };
const sizes: Readonly<Record<string, number>> = {
  B: 1,
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  TB: 1e12,
  KiB: 1024,
  MiB: 1024 ** 2,
  GiB: 1024 ** 3,
  TiB: 1024 ** 4,
};
