import { codes } from "@mlopsc/diagnostics";
import { unitsOf } from "@mlopsc/vocabulary";
import { problem } from "../problem.ts";
import type { NumberSyntax, SyntaxProblem } from "../syntax-tree.ts";

/** Every unit that may stand right after a number. */
export const units: readonly string[] = Object.values(unitsOf).flatMap((units) => Object.keys(units));
const known: ReadonlySet<string> = new Set(units);
const meant: Readonly<Record<string, string>> = {
  millisecond: "ms",
  milliseconds: "ms",
  sec: "s",
  secs: "s",
  second: "s",
  seconds: "s",
  min: "m",
  mins: "m",
  minute: "m",
  minutes: "m",
  hr: "h",
  hrs: "h",
  hour: "h",
  hours: "h",
  day: "d",
  days: "d",
  b: "B",
  bytes: "B",
  kb: "KB",
  k: "KB",
  mb: "MB",
  M: "MB",
  gb: "GB",
  G: "GB",
  tb: "TB",
  T: "TB",
  kib: "KiB",
  mib: "MiB",
  gib: "GiB",
  tib: "TiB",
  percent: "%",
  pct: "%",
};

/** With two neighbours swapped, or one letter less. */
function nearestUnit(unit: string): string | undefined {
  const at = [...unit].keys();
  const changed = [...at].flatMap((i) => [
    unit.slice(0, i) + (unit[i + 1] ?? "") + unit[i] + unit.slice(i + 2),
    unit.slice(0, i) + unit.slice(i + 1),
  ]);
  return changed.sort((a, b) => b.length - a.length).find((each) => known.has(each));
}

/** Reads `1_000`, `80%`, `150ms`, `50/s`. */
export function readNumber(text: string, start: number, report: (problem: SyntaxProblem) => void): NumberSyntax {
  const digits = /^\d[\d_]*(?:\.\d[\d_]*)?(?:[eE][+-]?\d+)?/.exec(text)?.[0] ?? "";
  const unit = text.slice(digits.length);
  const span = { start, end: start + text.length };
  let value = Number(digits.replaceAll("_", ""));
  if (!Number.isFinite(value)) {
    report(problem(codes.numberTooLarge, { text: digits }, span));
    value = 0;
  }
  if (unit !== "" && !known.has(unit)) {
    const suggestion = (Object.hasOwn(meant, unit) ? meant[unit] : nearestUnit(unit)) ?? "";
    const unitSpan = { start: start + digits.length, end: span.end };
    const fix = suggestion ? { title: `Write ${suggestion}`, span: unitSpan, newText: suggestion } : undefined;
    report(problem(codes.unknownUnit, { unit, suggestion }, unitSpan, fix));
  }
  return { node: "number", value, unit, text, span };
}
