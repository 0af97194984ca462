/** A name that the language takes, made of any text: `Électricité 2020 (MW)` → `Électricité_2020_MW`. */
export function identifierOf(text: string, otherwise: string): string {
  const clean = text
    .normalize("NFC")
    .replace(/[^\p{L}\p{N}_]+/gu, "_")
    .replace(/^_+|_+$/g, "");
  if (clean === "") return otherwise;
  return /^[\p{L}_]/u.test(clean) && !reserved.has(clean) ? clean : `_${clean}`;
}

const reserved: ReadonlySet<string> = new Set(["and", "or", "not", "in", "true", "false", "none"]);
