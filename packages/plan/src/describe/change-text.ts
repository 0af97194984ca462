import { canonicalJson } from "../canonical-json.ts";

/** "`trees`: 100 → 300". */
export const changeText = (subject: string, before: string, after: string): string =>
  `\`${subject}\`: ${shortened(before)} → ${shortened(after)}`;

/** As {@link changeText}, or nothing where both are the same. Absent values are written as `none`. */
export function changed(subject: string, before: unknown, after: unknown): readonly string[] {
  return same(before, after) ? [] : [changeText(subject, plain(before), plain(after))];
}

export const same = (before: unknown, after: unknown): boolean =>
  canonicalJson(before ?? null) === canonicalJson(after ?? null);

/** Changes of every field of two plain objects that no describer knows in particular. */
export function changedFields(before: object, after: object, known: readonly string[] = []): readonly string[] {
  const fields = new Set([...Object.keys(before), ...Object.keys(after)].filter((name) => !known.includes(name)));
  const value = (from: object, name: string): unknown => (from as Readonly<Record<string, unknown>>)[name];
  return [...fields].sort().flatMap((name) => changed(spaced(name), value(before, name), value(after, name)));
}

/** How things of a list are told apart and named. */
export interface ItemWords<T> {
  readonly noun: string;
  /** Equal for what is one thing before and after. */
  readonly key: (value: T) => string;
  /** What may change of it. */
  readonly text: (value: T) => string;
  /** Its name beside a change; the key when not given. */
  readonly label?: (value: T) => string;
  /** The whole of it, where it comes or goes; the label when not given. */
  readonly whole?: (value: T) => string;
}

/** Which came, which changed, in the order of `after`; then which went. */
export function changedItems<T>(
  before: readonly T[],
  after: readonly T[],
  { noun, key, text, label = key, whole = label }: ItemWords<T>,
): readonly string[] {
  const old = keyed(before, key);
  const now = keyed(after, key);
  const phrases: string[] = [];
  for (const [name, value] of now) {
    const was = old.get(name);
    if (was === undefined) phrases.push(`${noun} \`${whole(value)}\` added`);
    else if (text(was) !== text(value)) phrases.push(changeText(label(value), text(was), text(value)));
  }
  for (const [name, value] of old) if (!now.has(name)) phrases.push(`${noun} \`${whole(value)}\` removed`);
  const reordered = phrases.length === 0 && [...old.keys()].join("\n") !== [...now.keys()].join("\n");
  return reordered ? [`${noun}s in another order`] : phrases;
}

/** By key; of several alike the second is `KEY (2)`. */
function keyed<T>(values: readonly T[], key: (value: T) => string): ReadonlyMap<string, T> {
  const map = new Map<string, T>();
  for (const value of values) {
    const name = key(value);
    let free = name;
    for (let count = 2; map.has(free); count++) free = `${name} (${count})`;
    map.set(free, value);
  }
  return map;
}

function plain(value: unknown): string {
  if (value === undefined || value === null) return "none";
  if (Array.isArray(value) && value.every((item) => typeof item === "string")) return value.join(", ") || "none";
  return typeof value === "string" ? value : canonicalJson(value);
}

/** budgetMilliseconds → budget milliseconds: the words of a field that is only here told apart by name. */
const spaced = (name: string): string => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

const longest = 120;
const shortened = (text: string): string => {
  const line = text.replace(/\s+/g, " ");
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
};
