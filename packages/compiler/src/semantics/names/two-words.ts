import type { Word } from "@mlopsc/grammar";
import { editDistance } from "./nearest-name.ts";

/** The two words that begin there, where they are nearly one of the names of two words: `clean nams`. */
export function nearlyTwoWords(text: string, start: number, names: readonly string[]): Word | null {
  const written = /^[\p{L}_][\p{L}\p{N}_]*[ \t]+[\p{L}_][\p{L}\p{N}_]*/u.exec(text.slice(start))?.[0];
  if (written === undefined) return null;
  const single = written.replace(/[ \t]+/, " ");
  const isNear = names.some((name) => name.includes(" ") && editDistance(single, name, mostEdits) <= mostEdits);
  return isNear ? { text: single, span: { start, end: start + written.length } } : null;
}

const mostEdits = 2;
