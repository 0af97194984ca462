import { sectionAt } from "../../cursor/body-at.ts";
import type { LineAt } from "../../cursor/line-at.ts";
import { cutAt, nestingOf, wantsOperand } from "../../cursor/nesting.ts";
import { isComparison, isName } from "../../cursor/token.ts";
import type { CursorContext } from "../cursor-context.ts";

/** A line of `space`: a name, the values that it may have, and when. */
export function dimensionContexts({ braces, before }: LineAt): readonly CursorContext[] {
  const [name, sign, ...rest] = before;
  if (name === undefined) return [{ at: "dimensions" }];
  if (sign === undefined) return [membership];
  const { clauses = {} } = sectionAt(braces) ?? {};
  const { word, tokens } = cutAt(rest, (token) => isName(token) && Object.hasOwn(clauses, token.text)).at(-1)!;
  const levels = nestingOf(tokens);
  const level = levels.at(-1)!;
  if (word !== null) {
    const asked = level.tail.findLastIndex(isComparison);
    const left = asked < 0 ? null : (level.tail[asked - 1] ?? levels[0].tail.at(-2) ?? null);
    const isList = level.kind === "list";
    return wantsOperand(level)
      ? [{ at: "dimensionConditions", left: isList ? (levels[0].tail.at(-2) ?? null) : left }]
      : [];
  }
  if (wantsOperand(level)) {
    return level.kind === "call"
      ? []
      : [{ at: "dimensionValues", name: name.text, written: level.kind === "list" ? level.items : null }];
  }
  const words = Object.entries(clauses).map(([each, { documentation }]) => ({
    word: each,
    documentation,
    snippet: `${each} `,
    opensNext: true,
  }));
  return levels.length === 1 ? [{ at: "words", kind: "word", words }] : [];
}

const membership: CursorContext = {
  at: "words",
  kind: "word",
  words: [{ word: "in", documentation: "The values that it may have.", snippet: "in ", opensNext: true }],
};
