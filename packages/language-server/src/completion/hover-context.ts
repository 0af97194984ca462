import type { HoverContext } from "../hover/hover-context.ts";
import type { Question } from "./question.ts";

/** What hovers look at: an item is explained as the word that it becomes. */
export const hoverContext = ({ snapshot, program, analyses, block, place }: Question): HoverContext => ({
  project: snapshot.project,
  knowledge: snapshot.project.knowledge,
  program,
  analyses,
  block: place.placed?.block ?? block?.block ?? noBlock,
  declaration: block,
  at: place.offset - (place.placed?.offset ?? 0),
});

const noBlock: HoverContext["block"] = {
  text: "",
  kind: { text: "", span: { start: 0, end: 0 } },
  name: null,
  parameter: null,
  documentation: null,
  members: [],
  trivia: { leading: [], trailing: null, blankBefore: false },
  problems: [],
};
