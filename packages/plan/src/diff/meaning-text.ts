import { canonicalJson } from "../canonical-json.ts";
import { durationText, instantText, nameText, shareText, textLiteral } from "../describe/value-text.ts";
import type { Meaning, NumberUnit } from "./outline.ts";

/** Two ways of writing the same. */
export const sameMeaning = (left: Meaning, right: Meaning): boolean => identity(left) === identity(right);

/** A value as it would be written: `canary(hold: 10m, share: 10%)`. */
export function meaningText(meaning: Meaning): string {
  switch (meaning.kind) {
    case "text":
      return textLiteral(meaning.value);
    case "number":
      return numberText(meaning.unit, meaning.value);
    case "truth":
      return String(meaning.value);
    case "none":
      return "none";
    case "references":
      return meaning.to.map((address) => nameText(address.slice(address.indexOf(".") + 1))).join(", ") || "none";
    case "choice": {
      const parameters = Object.entries(meaning.parameters).map(([name, value]) => `${name}: ${meaningText(value)}`);
      return parameters.length === 0 ? meaning.name : `${meaning.name}(${parameters.join(", ")})`;
    }
    case "condition":
      return `${meaning.text}${meaning.holdMilliseconds === undefined ? "" : ` for ${durationText(meaning.holdMilliseconds)}`}`;
  }
}

function identity(meaning: Meaning): string {
  if (meaning.kind !== "condition" || meaning.parts === null) return canonicalJson(meaning);
  return canonicalJson({ ...meaning, text: "" });
}

const numberTexts: Readonly<Record<NumberUnit, (value: number) => string>> = {
  number: String,
  percent: shareText,
  duration: durationText,
  rate: (value) => (value < 1 ? `${Number((value * 60).toPrecision(12))}/m` : `${value}/s`),
  bytes: bytesText,
  date: (value) => instantText("date", value),
};

const numberText = (unit: NumberUnit, value: number): string => numberTexts[unit](value);

const sizes: readonly (readonly [string, number])[] = [
  ["GiB", 1024 ** 3],
  ["MiB", 1024 ** 2],
  ["GB", 1e9],
  ["MB", 1e6],
  ["KB", 1e3],
];

function bytesText(value: number): string {
  const size = sizes.find(([, bytes]) => value % bytes === 0);
  return size === undefined ? `${value}B` : `${value / size[1]}${size[0]}`;
}
