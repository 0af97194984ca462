import type { Diagnostic, Place, Severity } from "../diagnostic.ts";
import { type LineMap, lineMap } from "../line-map.ts";
import { displayed, textWidth } from "./text-width.ts";

export interface TextOptions {
  /** ANSI colours. */
  readonly colour: boolean;
  /** Shows so many at most, errors before all others, and then says how many more there are and how to see them. */
  readonly most?: { readonly count: number; readonly hint: string };
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
  const shown = gravest(diagnostics, options.most?.count ?? diagnostics.length);
  const blocks = shown.map((diagnostic) => renderOne(diagnostic, maps, paint));
  if (blocks.length === 0) return "";
  const left = diagnostics.length - shown.length;
  const more = left === 0 ? [] : [paint("faint", `… and ${left} more. ${options.most?.hint ?? ""}`)];
  return `${[...blocks, ...more, summary(diagnostics, paint)].join("\n\n")}\n`;
}

const severities: readonly Severity[] = ["error", "warning", "information"];

/** At most so many of the gravest, in the order in which they stand. */
function gravest(diagnostics: readonly Diagnostic[], most: number): readonly Diagnostic[] {
  if (diagnostics.length <= most) return diagnostics;
  const chosen = severities.flatMap((severity) => diagnostics.filter((each) => each.severity === severity));
  const kept = new Set(chosen.slice(0, most));
  return diagnostics.filter((diagnostic) => kept.has(diagnostic));
}

function renderOne(diagnostic: Diagnostic, maps: ReadonlyMap<string, LineMap>, paint: Paint): string {
  const head = `${paint(diagnostic.severity, `${diagnostic.severity}[${diagnostic.code}]`)}: ${paint("strong", printable(diagnostic.message))}`;
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

/** Messages quote data and files, which must not move the cursor or change colours. */
const printable = (message: string): string => message.split("\n").map(displayed).join("\n");

function noteLines(label: string, note: string, margin: number, paint: Paint): string {
  const indent = " ".repeat(margin + 1);
  const [first = "", ...rest] = note.split("\n").map(displayed);
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
  const parts = severities.flatMap((severity) => {
    const count = diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
    const word = severity === "information" ? "note" : severity;
    return count === 0 ? [] : [paint(severity, `${count} ${word}${count === 1 ? "" : "s"}`)];
  });
  return parts.join(", ");
}
