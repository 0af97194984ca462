import { codes } from "@mlopsc/diagnostics";
import type { ExpressionSyntax } from "@mlopsc/grammar";
import type { FigureEntry } from "@mlopsc/vocabulary";
import { nearestName } from "../semantics/names/nearest-name.ts";
import { replaceName } from "../semantics/names/report-unknown.ts";
import type { Declaration } from "../semantics/program.ts";
import type { Reporter } from "../semantics/reporter.ts";
import type { Figure } from "./linear-form.ts";
import { syntaxText } from "./syntax-text.ts";

/** A row of a table of figures, as a linear form knows it. */
export const figureFrom = (key: string, { unit, range, better }: FigureEntry): Figure => ({
  key,
  unit: unit === "share" ? "number" : unit,
  low: range.low ?? Number.NEGATIVE_INFINITY,
  high: range.high ?? Number.POSITIVE_INFINITY,
  ...(better ? { better } : {}),
});

/** The figure of a table that a name or member stands for; null where there is none, which is reported. */
export function tableFigure(
  syntax: ExpressionSyntax,
  figures: Readonly<Record<string, FigureEntry>>,
  others: readonly string[],
  scope: string,
  where: Declaration,
  reporter: Reporter,
): Figure | null {
  const text = syntaxText(syntax);
  const entry = Object.hasOwn(figures, text) ? figures[text] : undefined;
  if (entry !== undefined) return figureFrom(text, entry);
  const known = [...Object.keys(figures), ...others];
  const suggestion = nearestName(text, known);
  const fixes = suggestion === null ? [] : [replaceName(syntax.span, suggestion, suggestion)];
  reporter.report(where, syntax.span, codes.unknownFigure, { name: text, suggestion, known, scope }, { fixes });
  return null;
}
