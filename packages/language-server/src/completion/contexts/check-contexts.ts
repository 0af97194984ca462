import { deployChecks, isCheckKind } from "@mlopsc/vocabulary";
import type { LineAt } from "../../cursor/line-at.ts";
import { cutAt, nestingOf, wantsOperand } from "../../cursor/nesting.ts";
import type { CursorContext } from "../cursor-context.ts";
import { valueContexts } from "./value-contexts.ts";

/** A line of `checks`: what is measured, and what must hold of it. */
export function checkContexts({ before }: LineAt): readonly CursorContext[] {
  const parts = cutAt(before, ({ type }) => type === "Colon");
  const { word, tokens } = parts.at(-1)!;
  const levels = nestingOf(tokens);
  if (word !== null) {
    const kind = parts[0]!.tokens[0]?.text ?? "";
    return isCheckKind(kind) ? [{ at: "figures", scope: deployChecks[kind].figures, levels }] : [];
  }
  const measured = valueContexts({ value: { kind: "choice", options: deployChecks }, name: "" }, levels);
  return levels.length > 1 || wantsOperand(levels[0]) ? measured : [colon];
}

const colon: CursorContext = {
  at: "words",
  kind: "word",
  words: [{ word: ":", documentation: "What must hold of the measurement.", snippet: ": ", opensNext: true }],
};
