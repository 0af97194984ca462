import type { Diagnostic, Place, Severity } from "../diagnostic.ts";
import { type LineMap, lineMap } from "../line-map.ts";
import { displayed, textWidth } from "./text-width.ts";

export interface TextOptions {
  /** ANSI colours. */
  readonly colour: boolean;
}

type Paint = (style: keyof typeof styles, text: string) => string;
const styles = { error: 31, warning: 33, information: 36, frame: 34, help: 32, strong: 1, faint: 2 } as const;

/**
 * Diagnostics for a terminal: what is wrong, the line with the place underlined, other places that explain it, what to
 * do. One empty line between them; a summary at the end.
 * @param sources the text of each file by its path; of a file that is not among them only the path is shown
 */
export function renderText(
  diagnostics: readonly Diagnostic[],
  sources: ReadonlyMap<string, string>,
  options: TextOptions,
): string {
  const paint: Paint = options.colour
    ? (style, text) => `\u001b[${styles[style]}m${text}\u001b[0m`
    : (_style, text) => text;
  const maps = new Map([...sources].map(([file, text]) => [file, lineMap(text)] as const));
  const blocks = diagnostics.map((diagnostic) => renderOne(diagnostic, maps, paint));
  return blocks.length === 0 ? "" : `${[...blocks, summary(diagnostics, paint)].join("\n\n")}\n`;
}

function renderOne(diagnostic: Diagnostic, maps: ReadonlyMap<string, LineMap>, paint: Paint): string {
  const head = `${paint(diagnostic.severity, `${diagnostic.severity}[${diagnostic.code}]`)}: ${paint("strong", diagnostic.message)}`;
  const places = [diagnostic.place, ...(diagnostic.related ?? []).map((related) => related.place)];
  const margin = Math.max(1, ...places.map((place) => String(place ? lastLine(place, maps) : 0).length));
  const lines = [head];
  if (diagnostic.place) lines.push(...excerpt(diagnostic.place, "", diagnostic.severity, margin, maps, paint));
  for (const { place, message } of diagnostic.related ?? [])
    lines.push(...excerpt(place, message, "information", margin, maps, paint));
  const notes = [
    ...(diagnostic.help ? [["help", diagnostic.help] as const] : []),
    ...diagnostic.fixes.map((fix) => ["fix", fix.title] as const),
  ];
  for (const [label, note] of notes) lines.push(noteLines(label, note, margin, paint));
  return lines.join("\n");
}

function noteLines(label: string, note: string, margin: number, paint: Paint): string {
  const indent = " ".repeat(margin + 1);
  const [first = "", ...rest] = note.split("\n");
  const under = " ".repeat(margin + 3 + label.length + 2);
  return [
    `${indent}${paint("frame", "=")} ${paint("help", label)}: ${first}`,
    ...rest.map((line) => under + line),
  ].join("\n");
}

const lastLine = (place: Place, maps: ReadonlyMap<string, LineMap>): number =>
  maps.get(place.file)?.positionAt(place.span.end).line ?? 0;

/** `--> file:line:column`, and the line with what is meant underlined. */
function excerpt(
  place: Place,
  label: string,
  style: Severity,
  margin: number,
  maps: ReadonlyMap<string, LineMap>,
  paint: Paint,
): string[] {
  const map = maps.get(place.file);
  const arrow = `${" ".repeat(margin)}${paint("frame", "-->")}`;
  if (!map) return [`${arrow} ${place.file}${label ? `: ${label}` : ""}`];
  const start = map.positionAt(place.span.start);
  const end = map.positionAt(place.span.end);
  const source = map.lineText(start.line);
  const from = Math.min(start.column - 1, source.length);
  const to = end.line === start.line ? Math.min(end.column - 1, source.length) : source.length;
  const bar = paint("frame", "|");
  const gutter = " ".repeat(margin);
  const before = " ".repeat(textWidth(displayed(source.slice(0, from))));
  const marks = (label ? "-" : "^").repeat(Math.max(1, textWidth(displayed(source.slice(from, to)))));
  const more = end.line > start.line ? ` … to line ${end.line}` : "";
  return [
    `${arrow} ${place.file}:${start.line}:${start.column}`,
    `${gutter} ${bar}`,
    `${paint("frame", String(start.line).padStart(margin))} ${bar} ${displayed(source)}`,
    `${gutter} ${bar} ${before}${paint(style, `${marks}${label ? ` ${label}` : ""}`)}${paint("faint", more)}`,
  ];
}

function summary(diagnostics: readonly Diagnostic[], paint: Paint): string {
  const parts = (["error", "warning", "information"] as const).flatMap((severity) => {
    const count = diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
    const word = severity === "information" ? "note" : severity;
    return count === 0 ? [] : [paint(severity, `${count} ${word}${count === 1 ? "" : "s"}`)];
  });
  return parts.join(", ");
}
