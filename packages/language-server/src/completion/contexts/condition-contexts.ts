import { sectionAt } from "../../cursor/body-at.ts";
import type { LineAt } from "../../cursor/line-at.ts";
import { cutAt, nestingOf, wantsOperand } from "../../cursor/nesting.ts";
import { isName } from "../../cursor/token.ts";
import type { CursorContext } from "../cursor-context.ts";

/** A line of `expect` or `gate`. */
export function conditionContexts({ braces, before }: LineAt): readonly CursorContext[] {
  const { scope = "expectation", clauses = {} } = sectionAt(braces) ?? {};
  const { word, tokens } = cutAt(before, (token) => isName(token) && Object.hasOwn(clauses, token.text)).at(-1)!;
  if (word !== null) {
    const words = Object.entries(clauses[word.text]!.words).map(([each, documentation]) => ({
      word: each,
      documentation,
    }));
    return tokens.length === 0 ? [{ at: "words", kind: "choice", words }] : [];
  }
  const levels = nestingOf(tokens);
  const condition: CursorContext =
    scope === "gate"
      ? { at: "figures", scope, levels }
      : { at: "expression", of: { table: "dataset" }, grammar: "expectation", levels, condition: true };
  if (levels.length > 1 || wantsOperand(levels[0])) return [condition];
  const words = Object.entries(clauses).map(([each, { documentation }]) => ({
    word: each,
    documentation,
    snippet: `${each} `,
    opensNext: true,
  }));
  return words.length === 0 ? [condition] : [condition, { at: "words", kind: "word", words }];
}
