/** A snippet as it stands once it was taken and nothing was changed: defaults, and the first of each choice. */
export function expandSnippet(body: readonly string[]): string {
  const text = body.join("\n");
  const defaults = new Map<string, string>();
  for (const [, index, choices] of text.matchAll(/\$\{(\d+)\|([^|]*)\|\}/g))
    defaults.set(index as string, choices?.split(",")[0] ?? "");
  for (const [, index, value] of text.matchAll(/\$\{(\d+):([^}]*)\}/g))
    if (!defaults.has(index as string)) defaults.set(index as string, value as string);
  return text
    .replace(/\$\{(\d+)(?:\|[^|]*\||:[^}]*)\}/g, (_, index: string) => defaults.get(index) ?? "")
    .replace(/\$\d+/g, "");
}
