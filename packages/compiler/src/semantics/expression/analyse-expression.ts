import type { ExpressionSyntax } from "@mlopsc/grammar";
import type { ExpressionScope, TypedExpression } from "./typed-expression.ts";

/**
 * The expression over columns that the syntax means. Null where it is wrong, which was reported, or where it reads a
 * column of unknown type, which was reported before: say nothing more then.
 */
export declare function analyseExpression(syntax: ExpressionSyntax, scope: ExpressionScope): TypedExpression | null;
