import type { BlockSyntax } from "@mlopsc/grammar";
import { nameText, typeText } from "@mlopsc/plan";
import type { Column } from "@mlopsc/vocabulary";

/** A `schema` section with a line a column, to be put in layout afterwards. A name that cannot be written is left out. */
export function schemaText(columns: readonly Column[]): string {
  const lines = columns.map(({ name, type }) =>
    isWritable(name)
      ? `    ${nameText(name)} ${typeText(type)}`
      : `    # left out: a column whose name holds a backtick or a line end`,
  );
  return `  schema {\n${lines.join("\n")}\n  }`;
}

export const isWritable = (name: string): boolean => name !== "" && !/[`\r\n]/.test(name);

/** What goes into a dataset without a schema, and at which of its block's offsets. */
export const schemaInsertion = (
  block: BlockSyntax,
  columns: readonly Column[],
): { readonly at: number; readonly text: string } => ({ at: placeIn(block), text: `\n${schemaText(columns)}\n` });

/** After the last attribute, and the comment on its line. */
function placeIn({ members, text }: BlockSyntax): number {
  const end = members.reduce(
    (last, member) => (member.node === "attribute" ? Math.max(last, member.span.end) : last),
    0,
  );
  const comment = /^[ \t]*(?:#[^\n]*)?(?=\r?\n)/.exec(text.slice(end));
  return end + (comment?.[0].length ?? 0);
}
