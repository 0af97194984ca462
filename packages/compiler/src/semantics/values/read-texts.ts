import type { ExpressionSyntax } from "@mlopsc/grammar";
import type { WrittenText } from "../program.ts";
import { readScalar } from "./read-scalar.ts";
import type { ValueContext } from "./value-context.ts";

/** `["a", "b"]`, or a single text; what is no text is reported and left out. */
export function readTexts(expression: ExpressionSyntax, what: string, context: ValueContext): readonly WrittenText[] {
  if (expression.node === "group") return readTexts(expression.inner, what, context);
  const items = expression.node === "list" ? expression.items : [expression];
  return items.flatMap((item): WrittenText[] => {
    const read = readScalar("text", item, what, context);
    return read?.kind === "text" ? [{ line: read.value, span: item.span }] : [];
  });
}
