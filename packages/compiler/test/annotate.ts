import type { Diagnostic } from "@mlopsc/diagnostics";

/** Sources with a note under each line that has a diagnostic: what the golden files hold. */
export function annotate(
  files: readonly { readonly path: string; readonly text: string }[],
  diagnostics: readonly Diagnostic[],
): string {
  const nowhere = diagnostics.filter(({ place }) => place === undefined).map((found) => `${noteOf(found)}\n`);
  const parts = files.map(({ path, text }) => {
    const here = diagnostics.filter(({ place }) => place?.file === path);
    return `=== ${path}\n${annotateFile(text, here, files)}`;
  });
  return [...nowhere, ...parts].join("");
}

function annotateFile(
  text: string,
  diagnostics: readonly Diagnostic[],
  files: readonly { readonly path: string; readonly text: string }[],
): string {
  let output = "";
  let start = 0;
  for (const line of text.split("\n")) {
    output += `${line}\n`;
    const end = start + line.length;
    for (const found of diagnostics) {
      const { span } = found.place!;
      if (span.start < start || span.start > end) continue;
      const width = Math.max(1, Math.min(span.end, end) - span.start);
      const indent = " ".repeat(span.start - start);
      output += `${indent}${"^".repeat(width)} ${noteOf(found, indent, files)}\n`;
    }
    start = end + 1;
  }
  return output;
}

function noteOf(
  { severity, code, message, help, fixes, related = [] }: Diagnostic,
  indent = "",
  files: readonly { readonly path: string; readonly text: string }[] = [],
): string {
  const lines = [`${severity} ${code}: ${message}`];
  if (help !== undefined && help !== "") lines.push(`${indent}  help: ${help}`);
  for (const fix of fixes) {
    const edits = fix.edits.map(({ file, span, newText }) => {
      const old = files.find(({ path }) => path === file)?.text.slice(span.start, span.end) ?? "";
      return `${JSON.stringify(old)} → ${JSON.stringify(newText)}`;
    });
    lines.push(`${indent}  fix: ${fix.title}: ${edits.join(", ")}`);
  }
  for (const { place, message: why } of related) {
    const text = files.find(({ path }) => path === place.file)?.text ?? "";
    lines.push(`${indent}  see ${place.file}:${text.slice(0, place.span.start).split("\n").length}: ${why}`);
  }
  return lines.join("\n");
}
