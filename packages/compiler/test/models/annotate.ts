import type { Diagnostic } from "@mlopsc/diagnostics";

/** The text with a note under each line that something was found in; what has no place, or one elsewhere, comes first. */
export function annotate(path: string, text: string, diagnostics: readonly Diagnostic[]): string {
  const elsewhere = diagnostics.filter(({ place }) => place?.file !== path);
  const lines: string[] = elsewhere.flatMap((each) => [`${each.place?.file ?? "-"}: ${note(each)}`]);
  let start = 0;
  for (const line of text.split("\n")) {
    lines.push(line);
    const end = start + line.length;
    for (const each of diagnostics) {
      const span = each.place?.file === path ? each.place.span : null;
      if (span === null || span.start < start || span.start > end) continue;
      const width = Math.max(1, Math.min(span.end, end) - span.start);
      lines.push(`${" ".repeat(span.start - start)}${"^".repeat(width)} ${note(each)}`);
    }
    start = end + 1;
  }
  return lines.join("\n");
}

function note({ code, severity, message, help, fixes }: Diagnostic): string {
  const fix = fixes.map(
    ({ title, edits }) => ` fix: ${title} [${edits.map(({ newText }) => JSON.stringify(newText)).join(", ")}]`,
  );
  return `${severity} ${code}: ${message}${help === undefined ? "" : ` help: ${help}`}${fix.join("")}`;
}
