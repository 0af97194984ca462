import { URI } from "vscode-uri";

/** One spelling for all that name the same file: editors differ in what they escape. */
export function canonicalUri(uri: string): string {
  const known = kept.get(uri);
  if (known !== undefined) return known;
  const canonical = URI.parse(uri).toString().replace(/\/$/, "");
  if (kept.size >= mostKept) kept.clear();
  kept.set(uri, canonical);
  return canonical;
}

const kept: Map<string, string> = new Map();
const mostKept = 10_000;
