export interface Explained {
  readonly documentation: string;
  readonly example?: string;
  readonly default?: string | null;
  /** The values that it may have. */
  readonly domain?: string | null;
  readonly required?: boolean;
}

/** What is known of a word, as an editor shows it. */
export function marked({ documentation, example, default: fallback, domain, required }: Explained): string {
  const facts = [
    ...(required === true ? ["Required."] : []),
    ...(domain === undefined || domain === null ? [] : [`Values: ${domain}.`]),
    ...(fallback === undefined || fallback === null ? [] : [`Default: \`${fallback}\`.`]),
  ];
  const parts = [documentation, facts.join(" "), example === undefined ? "" : `\`\`\`mlops\n${example}\n\`\`\``];
  return parts.filter((part) => part !== "").join("\n\n");
}
