import type { FigureBound } from "../../figure-bounds.ts";
import { sameMeaning } from "../meaning-text.ts";
import type { Meaning } from "../outline.ts";
import { attributeFinding, demandOf, keptBlocks, meaningOf, type Rule } from "./rule.ts";

/** It is raised later or less often; or, where the condition is another one altogether, may be. */
export const alertLoosened: Rule = {
  name: "alert-loosened",
  title: "Alert loosened",
  find: (sides) =>
    keptBlocks(sides, "alert")
      .filter(({ before, after }) => isLooser(meaningOf(before, "when"), meaningOf(after, "when")))
      .map((pair) => attributeFinding(pair, "when")),
};

function isLooser(before: Meaning, after: Meaning): boolean {
  if (before.kind !== "condition" || after.kind !== "condition" || sameMeaning(before, after)) return false;
  if ((after.holdMilliseconds ?? 0) > (before.holdMilliseconds ?? 0)) return true;
  if (before.parts === null || after.parts === null) return before.text !== after.text;
  const old = before.parts;
  return after.parts.some((part) => asksMore(part, old));
}

/** Asks for something that was not asked for before, or for more of it. */
function asksMore(part: FigureBound, before: readonly FigureBound[]): boolean {
  const old = before.find(
    (each) => each.subject === part.subject && each.operator.charAt(0) === part.operator.charAt(0),
  );
  return old === undefined || ["more", "other"].includes(demandOf(old, part));
}
