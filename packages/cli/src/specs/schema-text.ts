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
