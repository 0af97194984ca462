import { figureText } from "@mlopsc/deploy";
import { deployChecks, isCheckKind } from "@mlopsc/vocabulary";
import type { CheckRecord } from "./check-release.ts";

/** What a check measured, as far as the language has a word for it: `p50 2.1 ms, p95 7.9 ms, errors 0 %`. */
export function checkFiguresText({ source, figures }: CheckRecord): string {
  // A line of `checks` begins with what it measures.
  const kind = /^\w+/.exec(source)?.[0] ?? "";
  const known = isCheckKind(kind) ? deployChecks[kind].figures : {};
  return Object.entries(known)
    .flatMap(([name, { unit }]) => (figures[name] === undefined ? [] : [`${name} ${figureText(figures[name], unit)}`]))
    .join(", ");
}
