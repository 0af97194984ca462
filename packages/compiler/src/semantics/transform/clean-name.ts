/** A name in snake_case, without capitals, accents, spaces and signs: " Âge (années)" → "age_annees". */
export function cleanName(name: string): string {
  const clean = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/(\p{Ll})(\p{Lu})/gu, "$1_$2")
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1_$2")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "_")
    .replace(/^_+|_+$/g, "");
  if (clean === "") return "column";
  return /^\p{N}/u.test(clean) ? `_${clean}` : clean;
}
