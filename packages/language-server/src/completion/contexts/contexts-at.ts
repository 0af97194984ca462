import { codes } from "@mlopsc/diagnostics";
import { isBlockKind } from "@mlopsc/vocabulary";
import { bodyAt } from "../../cursor/body-at.ts";
import type { LineAt } from "../../cursor/line-at.ts";
import type { Place } from "../../cursor/place-at.ts";
import type { Token } from "../../cursor/token.ts";
import type { CursorContext, ExpressionContext, TextContext } from "../cursor-context.ts";
import { attributeContexts } from "./attribute-contexts.ts";
import { checkContexts } from "./check-contexts.ts";
import { conditionContexts } from "./condition-contexts.ts";
import { costContexts } from "./cost-contexts.ts";
import { dimensionContexts } from "./dimension-contexts.ts";
import { fieldContexts } from "./field-contexts.ts";
import { headerContexts } from "./header-contexts.ts";
import { stepContexts } from "./step-contexts.ts";
import { unitContexts } from "./unit-contexts.ts";

/** What may stand at a place: the likeliest first, nothing where only a name can stand that is not there yet. */
export function contextsAt(place: Place): readonly CursorContext[] {
  const { line } = place;
  if (line === null) return [];
  const found = contextsOf(place, line);
  if (place.inside !== null) return insideText(place.inside, line, found);
  if (place.word.type === "Number") return unitContexts(found);
  return found.length === 0 && isUnclosed(place) ? [{ at: "closing" }] : found;
}

/** Whether the block of a cursor that stands behind an entry lacks its brace. */
const isUnclosed = ({ placed, line, word }: Place): boolean =>
  word.text === "" &&
  line !== null &&
  line.before.length > 1 &&
  placed?.block.problems.some(({ diagnostic }) => diagnostic.code === codes.unclosedBrace.code) === true;

function contextsOf(place: Place, line: NonNullable<Place["line"]>): readonly CursorContext[] {
  switch (bodyAt(line.braces)) {
    case "header":
      return headerContexts(place, line);
    case "attributes":
      return attributeContexts(line);
    case "steps":
      return stepContexts(line);
    case "fields":
      return fieldContexts(line);
    case "conditions":
      return conditionContexts(line);
    case "checks":
      return checkContexts(line);
    case "dimensions":
      return dimensionContexts(line);
    case "amounts":
      return costContexts(line);
  }
}

/** What can be a text; in one that is not closed and cannot stand there, what can take its place. */
function insideText(inside: Token, line: LineAt, found: readonly CursorContext[]): readonly CursorContext[] {
  const text = textContext(found);
  if (text.value !== null || text.expression !== null || inside.type !== "UnclosedText") return [text];
  const [kind = ""] = line.braces;
  const isEnded = found.length === 0 && bodyAt(line.braces) === "attributes" && isBlockKind(kind);
  return [{ at: "instead", of: isEnded ? [{ at: "attributes", kind }] : found }, text];
}

function textContext(found: readonly CursorContext[]): TextContext {
  const value = found.find((context) => context.at === "value");
  const expression = found.find((context): context is ExpressionContext => context.at === "expression") ?? null;
  return value?.at === "value"
    ? { at: "text", value: value.value, callee: value.callee, expression }
    : { at: "text", value: null, callee: null, expression };
}
