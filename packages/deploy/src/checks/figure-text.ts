import type { FigureUnit } from "@mlopsc/vocabulary";

/** A figure for people, to three digits. */
export function figureText(value: number, unit: FigureUnit): string {
  const digits = (number: number): string => String(Number(number.toPrecision(3)));
  switch (unit) {
    case "duration":
      return value < 10_000 ? `${digits(value)} ms` : `${digits(value / 1000)} s`;
    case "share":
      return `${digits(value * 100)} %`;
    case "rate":
      return `${digits(value)}/s`;
    case "bytes":
      return value < 1e6 ? `${digits(value / 1e3)} KB` : `${digits(value / 1e6)} MB`;
    case "number":
      return digits(value);
  }
}
