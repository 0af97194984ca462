import { type bindProject, schemaInsertion } from "@mlopsc/compiler";
import type { Column } from "@mlopsc/vocabulary";
import type { SourceFile } from "../project/read-project.ts";

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
    const { at, text } = schemaInsertion(block, found);
    return [{ file, at: offset + at, text }];
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
