import type { ExpressionSyntax } from "@mlopsc/grammar";
import type { ColumnType } from "@mlopsc/vocabulary";
import type { Reporter } from "../reporter.ts";
import { analyseExpression } from "./analyse-expression.ts";
import type { ExpressionScope } from "./typed-expression.ts";

/** The type of an expression over a table's columns, or of a part of one; null where it has none. Reports nothing. */
export const typeOfExpression = (
  syntax: ExpressionSyntax,
  scope: Pick<ExpressionScope, "program" | "declaration" | "schema">,
): ColumnType | null => analyseExpression(syntax, { ...scope, reporter: silent })?.type ?? null;

const silent: Reporter = { report: () => {}, reportNowhere: () => {}, resolved: () => {}, errors: () => 0 };
