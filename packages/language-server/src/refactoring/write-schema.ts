import { schemaInsertion } from "@mlopsc/compiler";
import type { Member } from "@mlopsc/grammar";
import { blockAt } from "../syntax/block-at.ts";
import type { Refactoring } from "./refactoring.ts";

/** The columns of a dataset without a schema, as its data have them. */
export const writeSchema: Refactoring = {
  name: "write-schema",
  kind: "rewrite",
  offers: ({ project, path, syntax }, range) => {
    const at = blockAt(syntax, range.start);
    if (at === null || at.placed.block.problems.length > 0) return [];
    const { block, offset } = at.placed;
    const { program } = project.compilation();
    const declaration = [...program.byKind.dataset.values()].find((each) => each.block === block);
    const columns = declaration === undefined ? undefined : project.knowledge.inferredColumns().get(declaration.name);
    if (columns === undefined || hasSchema(block.members)) return [];
    const edits = () => {
      const { at: place, text } = schemaInsertion(block, columns);
      return [{ file: path, span: { start: offset + place, end: offset + place }, newText: text }];
    };
    return [{ title: "Write the schema that the data have", edits }];
  },
};

const hasSchema = (members: readonly Member[]): boolean =>
  members.some((member) => member.node === "section" && member.name.text === "schema");
