import {
  type AlgorithmChoice,
  algorithmEntry,
  type ColumnSelector,
  type ColumnType,
  type EnsembleWeights,
  metricKey,
  type OutsideAlgorithm,
  type ScalarKind,
} from "@mlopsc/vocabulary";

/** Words that stand for themselves: a column of that name needs backticks. */
const reserved: ReadonlySet<string> = new Set(["and", "or", "not", "in", "true", "false", "none"]);

/** A name as it would be written: in backticks where it is not a plain identifier. */
export const nameText = (name: string): string =>
  /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) && !reserved.has(name) ? name : `\`${name}\``;

const escapes: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  '"': '\\"',
  "\n": "\\n",
  "\t": "\\t",
  "\r": "\\r",
  "{": "{{",
  "}": "}}",
};

/** Text as it would be written, in quotes; braces are doubled, because a single one names a parameter. */
export const textLiteral = (text: string): string =>
  `"${text.replace(/[\\"{}\p{Cc}]/gu, (sign) => escapes[sign] ?? `\\u{${sign.codePointAt(0)?.toString(16)}}`)}"`;

export const namesText = (names: readonly string[]): string => names.map(nameText).join(", ");

/** 0.2 → 20%. */
export const shareText = (share: number): string => `${Number((share * 100).toPrecision(12))}%`;

const lengths: readonly (readonly [string, number])[] = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1000],
];

/** Milliseconds in the largest unit that divides them: 5400000 → 90m. */
export function durationText(milliseconds: number): string {
  const unit = lengths.find(([, length]) => milliseconds !== 0 && milliseconds % length === 0);
  return unit ? `${milliseconds / unit[1]}${unit[0]}` : `${milliseconds}ms`;
}

/** Days, or milliseconds, since 1970-01-01 UTC as a date or a timestamp. Proleptic Gregorian; no clock is read. */
export function instantText(kind: ScalarKind, value: number): string {
  const days = kind === "date" ? value : Math.floor(value / 86_400_000);
  const [year, month, day] = civil(days);
  const date = `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}`;
  if (kind === "date") return date;
  const rest = value - days * 86_400_000;
  const part = (length: number, modulus: number): string => padded(Math.floor(rest / length) % modulus, 2);
  const fraction = rest % 1000 === 0 ? "" : `.${padded(rest % 1000, 3)}`;
  return `${date}T${part(3_600_000, 24)}:${part(60_000, 60)}:${part(1000, 60)}${fraction}Z`;
}

/** `int? in 18..120 pii`. */
export function typeText(type: ColumnType & { readonly format?: string }): string {
  const parts = [`${type.kind}${type.nullable ? "?" : ""}`];
  if (type.levels) parts.push(`in [${type.levels.map(textLiteral).join(", ")}]`);
  if (type.range) parts.push(`in ${boundText(type.kind, type.range.low)}..${boundText(type.kind, type.range.high)}`);
  if (type.pii) parts.push("pii");
  return parts.join(" ");
}

/** `age, spend`, `all except id`, `numeric`. */
export function selectorText(selector: ColumnSelector): string {
  if ("names" in selector) return namesText(selector.names);
  const word = selector.all === "any" ? "all" : selector.all;
  return selector.except.length === 0 ? word : `${word} except ${namesText(selector.except)}`;
}

/** `gradient_boosting(trees: 300)`, every parameter that has a value, by name; first what is run or scored. */
export function algorithmText({ algorithm, parameters, outside }: AlgorithmChoice): string {
  const given = Object.entries(parameters)
    .filter(([, value]) => value !== null)
    .sort(([left], [right]) => (left < right ? -1 : 1));
  const named = given.map(([name, value]) => `${name}: ${String(value)}`);
  return `${algorithm}(${[...(outside ? [outsideText(outside)] : []), ...named].join(", ")})`;
}

/** The same with only the parameters that have another value than when they are not said. */
export function briefAlgorithmText(choice: AlgorithmChoice): string {
  const { parameters } = algorithmEntry(choice.algorithm);
  const said = Object.entries(choice.parameters).filter(([name, value]) => value !== parameters[name]?.default);
  const text = algorithmText({ ...choice, parameters: Object.fromEntries(said) });
  return text.replace(/\(\)$/, "");
}

/** `"python train.py"`, `"model.onnx"`: the text that the algorithm is written with. */
export const outsideText = (outside: OutsideAlgorithm): string =>
  textLiteral(outside.kind === "onnx" ? outside.path : outside.line);

const boundText = (kind: ScalarKind, value: number | undefined): string => {
  if (value === undefined) return "";
  if (kind === "duration") return durationText(value);
  return kind === "date" || kind === "timestamp" ? instantText(kind, value) : String(value);
};

const padded = (value: number, length: number): string => String(value).padStart(length, "0");

/** Howard Hinnant's `civil_from_days`. */
function civil(days: number): readonly [number, number, number] {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return [yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day];
}

/** `mean`, `by(auc)`, `stacking(ridge(alpha: 1))`. */
export function weightsText(weights: EnsembleWeights): string {
  if (weights.kind === "by") return `by(${metricKey(weights.metric)})`;
  return weights.kind === "stacking" ? `stacking(${algorithmText(weights.learner)})` : "mean";
}
