/**
 * The one text of a value: keys sorted by code unit, no spaces, what is undefined left out, -0 written 0. Two values
 * that mean the same have the same text, so digests can be taken of it. Throws on what JSON cannot hold.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number") return numberText(value);
  if (Array.isArray(value)) return arrayText(value);
  if (typeof value === "object") return objectText(value as Readonly<Record<string, unknown>>);
  throw new Error(`A ${typeof value} has no place in canonical JSON.`);
}

function numberText(value: number): string {
  if (!Number.isFinite(value)) throw new Error(`${value} has no place in canonical JSON.`);
  return String(value === 0 ? 0 : value);
}

// A plan digests thousands of configs on every run: texts are joined without arrays in between.

function arrayText(values: readonly unknown[]): string {
  let text = "";
  for (const value of values) text += `${text === "" ? "" : ","}${canonicalJson(value ?? null)}`;
  return `[${text}]`;
}

function objectText(value: Readonly<Record<string, unknown>>): string {
  let text = "";
  for (const key of Object.keys(value).sort()) {
    const member = value[key];
    if (member !== undefined) text += `${text === "" ? "" : ","}${JSON.stringify(key)}:${canonicalJson(member)}`;
  }
  return `{${text}}`;
}
