import { isVerb, type StepEntry, stepEntry, steps } from "@mlopsc/vocabulary";
import type { Token } from "../../cursor/token.ts";
import { cardMarkdown } from "../../hover/card.ts";
import { stepCard } from "../../hover/cards/step-card.ts";
import type { CompletionItem } from "../completion-item.ts";
import { hoverContext } from "../hover-context.ts";
import type { Question } from "../question.ts";

const all = Object.keys(steps).filter(isVerb);

/** Verbs: those that may stand at this point of the transform first. `begun` is the first word of one of two. */
export function verbItems(begun: Token | null, question: Question): readonly CompletionItem[] {
  const { place, block, analyses } = question;
  const offset = place.placed?.offset ?? 0;
  const start = (begun?.start ?? place.word.span.start - offset) + offset;
  const stages = (block === null ? undefined : analyses.transforms.get(block))?.steps ?? [];
  const others = stages.filter(({ syntax }) => syntax.span.start + offset !== start);
  const above = others.filter(({ syntax }) => syntax.span.start + offset < start).map(({ stage }) => stage);
  const below = others.slice(above.length).map(({ stage }) => stage);
  const rankOf = ({ stage, operands }: StepEntry, verb: string): number => {
    if (others.length === 0) return operands === "table" && verb === first ? 0 : 3;
    if (verb === first) return above.length === 0 ? 0 : 4;
    const isSplit = above.includes("split");
    if (stage === "split") return isSplit || below.includes("split") ? 4 : 1;
    if (stage === "relational") return isSplit ? 4 : 1;
    return stage === "fitted" ? (isSplit ? 0 : 3) : 1;
  };
  const fitting = all.filter((verb) => begun === null || verb.startsWith(`${begun.text} `));
  return fitting.map((verb) => {
    const entry = stepEntry(verb);
    return {
      label: verb,
      kind: "step",
      rank: rankOf(entry, verb),
      origin: entry.stage,
      // Of two words the first is written already: both are written anew.
      ...(begun === null ? {} : { replace: { start, end: place.word.span.end } }),
      snippet: hasOperands(entry) ? `${verb} ` : verb,
      opensNext: hasOperands(entry),
      documentation: () => cardMarkdown(stepCard(verb, entry, undefined, hoverContext(question))),
    };
  });
}

const [first] = all;
const hasOperands = ({ operands, clauses }: StepEntry): boolean =>
  operands !== "none" || Object.keys(clauses).length > 0;
