import type { ClauseSyntax, ExpressionSyntax, Word } from "@mlopsc/grammar";
import type { ColumnSelection, Value } from "../program.ts";
import { describeSyntax } from "./describe-syntax.ts";
import { reportWrongValue } from "./report-wrong-value.ts";
import type { ValueContext } from "./value-context.ts";

/** Columns by name, or all of a sort: not looked up yet. */
export function readColumns(
  expression: ExpressionSyntax,
  except: ClauseSyntax | undefined,
  what: string,
  context: ValueContext,
): Value | null {
  const items = expression.node === "list" ? expression.items : [expression];
  const selection = readSelection(items, except, what, context);
  return selection === null ? null : { kind: "columns", selection, span: expression.span };
}

/** `age, spend`, `all`, `numeric`, `all except id`; null where something else stands there, which was reported. */
export function readSelection(
  items: readonly ExpressionSyntax[],
  except: ClauseSyntax | undefined,
  what: string,
  context: Pick<ValueContext, "declaration" | "reporter">,
): ColumnSelection | null {
  const names = readNames(items, what, context);
  const excepted = readNames(except?.values.flatMap(itemsOf) ?? [], "except", context);
  if (names === null || excepted === null) return null;
  const [first] = names;
  const all = names.length === 1 && first !== undefined ? sortOf(first) : null;
  return all === null ? { all, names, except: excepted } : { all, names: [], except: excepted };
}

/** The names that stand there; null where something else does, which was reported. */
export function readNames(
  items: readonly ExpressionSyntax[],
  what: string,
  context: Pick<ValueContext, "declaration" | "reporter">,
): readonly Word[] | null {
  const names: Word[] = [];
  let broken = false;
  for (const item of items) {
    if (item.node === "name") names.push({ text: item.name, span: item.span });
    else if (item.node === "absent") broken = true;
    else {
      reportWrongValue(what, "names of columns", describeSyntax(item), item.span, context);
      broken = true;
    }
  }
  return broken ? null : names;
}

const itemsOf = (syntax: ExpressionSyntax): readonly ExpressionSyntax[] =>
  syntax.node === "list" ? syntax.items : [syntax];

/** `numeric`, `category` or `all`, where the word is one of them. */
export function sortOf({ text, span }: Word): ColumnSelection["all"] {
  // In backticks it is the column of that name.
  if (span.end - span.start !== text.length) return null;
  if (text === "all") return "any";
  return text === "numeric" || text === "category" ? text : null;
}
