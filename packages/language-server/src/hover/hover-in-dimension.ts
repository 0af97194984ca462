import type { DimensionSyntax, Word } from "@mlopsc/grammar";
import { type AlgorithmName, algorithms, isAlgorithmName, rangeScales, spaceNames } from "@mlopsc/vocabulary";
import { expressionsAt, touches } from "../syntax/parts-at.ts";
import type { PlacedCard } from "./card.ts";
import { algorithmCard, hyperParameterCard } from "./cards/algorithm-card.ts";
import { wordCard } from "./cards/word-cards.ts";
import type { HoverContext } from "./hover-context.ts";
import { hoverInExpression } from "./hover-in-expression.ts";

/** A line of a search's space: `learning_rate in log(0.01..0.3) if algorithm == gradient_boosting`. */
export function hoverInDimension(line: DimensionSyntax, context: HoverContext): PlacedCard | null {
  const { name, values, condition } = line;
  const { at } = context;
  if (touches(name.span, at)) return dimensionCard(name, context);
  for (const part of condition === null ? [values] : [values, condition]) {
    const inner = expressionsAt(part, at).at(-1);
    if (inner?.node === "name") return dimensionCard({ text: inner.name, span: inner.span }, context);
    if (inner?.node === "call" && touches(inner.callee.span, at)) return wordCard(inner.callee, rangeScales);
    if (inner !== undefined) return hoverInExpression(part, null, context);
  }
  return dimensionCard(name, context);
}

function dimensionCard(word: Word, context: HoverContext): PlacedCard | null {
  if (isAlgorithmName(word.text)) return { card: algorithmCard(word.text), span: word.span };
  return wordCard(word, spaceNames) ?? hyperParameterCard(word, searchedAlgorithms(context));
}

/** The algorithms that the space names; all where it names none. */
function searchedAlgorithms({ block }: HoverContext): readonly AlgorithmName[] {
  const lines = block.members.flatMap((member) => (member.node === "section" ? member.members : []));
  const chosen = lines.find((line) => line.node === "dimension" && line.name.text === "algorithm");
  const values = chosen?.node === "dimension" && chosen.values.node === "list" ? chosen.values.items : [];
  const names = values.flatMap((item) => (item.node === "name" ? [item.name] : [])).filter(isAlgorithmName);
  return names.length > 0 ? names : Object.keys(algorithms).filter(isAlgorithmName);
}
