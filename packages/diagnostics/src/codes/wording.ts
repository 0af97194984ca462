/** A name that is not in a table: what was probably meant, and what there is. */
export interface UnknownName {
  readonly name: string;
  readonly suggestion: string | null;
  readonly known: readonly string[];
}

/** A sentence that explains a code, and lines of a spec that show what it means. */
export const example = (sentence: string, spec: string): string => `${sentence}\n\n\`\`\`mlops\n${spec}\n\`\`\``;

export const named = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(", ");

/** The help for a name that is not known. */
export const meant = ({ suggestion, known }: UnknownName): string => {
  if (suggestion !== null) return `Did you mean \`${suggestion}\`?`;
  if (known.length === 0) return "There is none to choose from.";
  return `There is ${named(known.slice(0, 20))}${known.length > 20 ? ` and ${known.length - 20} more` : ""}.`;
};
