import type { bindProject } from "@mlopsc/compiler";
import type { BlockSyntax } from "@mlopsc/grammar";
import type { Column } from "@mlopsc/vocabulary";
import type { SourceFile } from "../project/read-project.ts";
import { schemaText } from "./schema-text.ts";

type Declaration = ReturnType<typeof bindProject>["program"]["declarations"][number];

/** The files with the columns of datasets (by name) written into their blocks. */
export function insertSchemas(
  files: readonly SourceFile[],
  datasets: ReadonlyMap<string, Declaration>,
  columns: ReadonlyMap<string, readonly Column[]>,
): readonly SourceFile[] {
  const insertions = [...columns].flatMap(([name, found]) => {
    const declaration = datasets.get(name);
    if (declaration === undefined) return [];
    const { file, offset, block } = declaration;
    return [{ file, at: offset + placeIn(block), text: `\n${schemaText(found)}\n` }];
  });
  // Last first, so that the places of the others stay right.
  insertions.sort((left, right) => right.at - left.at);
  return files.map(({ path, text }) => ({
    path,
    text: insertions
      .filter(({ file }) => file === path)
      .reduce((result, { at, text: schema }) => result.slice(0, at) + schema + result.slice(at), text),
  }));
}

/** After the last attribute, and the comment on its line. */
function placeIn({ members, text }: BlockSyntax): number {
  const end = members.reduce(
    (last, member) => (member.node === "attribute" ? Math.max(last, member.span.end) : last),
    0,
  );
  const comment = /^[ \t]*(?:#[^\n]*)?(?=\r?\n)/.exec(text.slice(end));
  return end + (comment?.[0].length ?? 0);
}
