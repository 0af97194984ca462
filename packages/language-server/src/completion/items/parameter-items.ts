import type { CallParameter } from "../call-parameters.ts";
import type { CompletionItem } from "../completion-item.ts";
import type { CursorContext } from "../cursor-context.ts";
import { marked } from "../markdown.ts";
import { taskOf } from "../model-of.ts";
import type { Question } from "../question.ts";
import { escaped, hole } from "../snippet.ts";

/** Names of parameters that are not given yet: what must be given first, what the task makes no use of left out. */
export function callParameterItems(
  { of, written }: Extract<CursorContext, { at: "parameters" }>,
  question: Question,
): readonly CompletionItem[] {
  const task = taskOf(question.block, question);
  const left = Object.entries(of).filter(([name]) => !written.includes(name));
  const fitting = left.filter(([, { tasks }]) => task === null || tasks === undefined || tasks.includes(task));
  const isNamed = question.place.next?.type === "Colon";
  return fitting.map(([name, parameter]) => ({
    label: name,
    note: isNamed ? "" : ":",
    kind: "parameter",
    rank: parameter.required ? 0 : 1,
    origin: originOf(parameter),
    snippet: isNamed ? escaped(name) : `${escaped(name)}: ${parameter.value.kind === "text" ? `"${hole(1)}"` : ""}`,
    opensNext: !isNamed,
    documentation: () => marked(parameter),
  }));
}

/** `1..100000 = 100`: what it may be, and what it is when not given. */
function originOf({ required, domain, default: fallback }: CallParameter): string {
  const values = [...(domain === undefined ? [] : [domain]), ...(fallback === undefined ? [] : [`= ${fallback}`])];
  return [...(required ? ["required"] : []), ...values].join(" ");
}
