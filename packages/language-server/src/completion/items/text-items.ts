import type { Span } from "@mlopsc/diagnostics";
import { columnsAt } from "../columns-at.ts";
import type { CompletionItem } from "../completion-item.ts";
import type { TextContext } from "../cursor-context.ts";
import { expectedAt } from "../expected-kind.ts";
import type { Question } from "../question.ts";
import { escaped } from "../snippet.ts";
import { parameterItems } from "./value-items.ts";

/** Inside quotes, before files are looked at: a parameter in braces, a level of the column that is compared. */
export function textItems({ expression }: TextContext, question: Question): readonly CompletionItem[] {
  const { open, brace } = textAround(question);
  const parameters = parameterItems(["text", "category", "id", "int", "number", "bool", "date"], question);
  if (brace !== null)
    return parameters.map((item) => ({ ...item, replace: brace.span, snippet: `${item.label}${brace.closing}` }));
  const columns = expression === null ? [] : columnsAt(expression.of, question).columns;
  const levels = (expression && expectedAt(expression.levels, columns)?.type?.levels) ?? [];
  const values = levels.map(
    (level): CompletionItem => ({
      label: level,
      kind: "value",
      rank: 0,
      replace: open,
      snippet: escaped(JSON.stringify(level).slice(1, -1)),
    }),
  );
  if (levels.length > 0) return values;
  const at = { start: question.place.offset, end: question.place.offset };
  return parameters.map((item) => ({
    ...item,
    label: `{${item.label}}`,
    filter: "",
    replace: at,
    snippet: `{${item.label}\\}`,
  }));
}

interface TextAround {
  /** What stands between the quotes. */
  readonly open: Span;
  /** Behind a brace that is open: the name there, and the brace that is still to come. */
  readonly brace: { readonly span: Span; readonly closing: string } | null;
}

function textAround({ place, snapshot }: Question): TextAround {
  const { inside, offset } = place;
  const text = snapshot.syntax.text;
  const quote = inside?.text.startsWith('"""') ? 3 : 1;
  const start = (inside?.start ?? offset) + quote;
  const isClosed = inside !== null && !inside.type.startsWith("Unclosed");
  const end = isClosed ? inside.end - quote : offset;
  const before = text.slice(start, offset);
  const brace = before.lastIndexOf("{");
  const open = { start, end };
  if (brace < 0 || before.indexOf("}", brace) >= 0) return { open, brace: null };
  const rest = /^[\p{L}\p{N}_]*/u.exec(text.slice(offset, end))?.[0].length ?? 0;
  const closing = text[offset + rest] === "}" ? "" : "\\}";
  return { open, brace: { span: { start: start + brace + 1, end: offset + rest }, closing } };
}
