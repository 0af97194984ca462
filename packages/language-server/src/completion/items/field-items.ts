import { typeName } from "@mlopsc/compiler";
import { nameText } from "@mlopsc/plan";
import type { CompletionItem } from "../completion-item.ts";
import type { Question } from "../question.ts";
import { escaped } from "../snippet.ts";

/** Columns that the data of a dataset have and its schema does not name yet, with their types. */
export function fieldItems({ block, snapshot, place }: Question): readonly CompletionItem[] {
  const inferred = block === null ? [] : (snapshot.project.knowledge.inferredColumns().get(block.name) ?? []);
  const sections = place.placed?.block.members ?? [];
  const lines = sections.flatMap((member) => (member.node === "section" ? member.members : []));
  const written = new Set(lines.flatMap((line) => (line.node === "field" ? [line.name.text] : [])));
  return inferred
    .filter(({ name }) => !written.has(name))
    .map(({ name, type }) => ({
      label: name,
      kind: "column",
      rank: 0,
      note: `: ${typeName(type)}`,
      origin: "in the data",
      snippet: `${escaped(nameText(name))}  ${typeName(type)}`,
    }));
}
