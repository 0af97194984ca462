import { codes, type Span } from "@mlopsc/diagnostics";
import type { LocalFix } from "../reporter.ts";
import type { ValueContext } from "./value-context.ts";

/** Reports that something else should stand there; gives null, so that it can be returned. */
export function reportWrongValue(
  what: string,
  wanted: string,
  found: string,
  span: Span,
  { declaration, reporter }: Pick<ValueContext, "declaration" | "reporter">,
  fixes: readonly LocalFix[] = [],
): null {
  reporter.report(declaration, span, codes.wrongValue, { what, wanted, found }, { fixes });
  return null;
}
