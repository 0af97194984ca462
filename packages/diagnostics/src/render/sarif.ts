import type { CodeEntry } from "../code-entry.ts";
import { codes } from "../codes/index.ts";
import type { Diagnostic, Place, Severity } from "../diagnostic.ts";
import { type LineMap, lineMap } from "../line-map.ts";

const levels: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", information: "note" };

/** A SARIF 2.1.0 log with one run, as code scanning reads it. Rules are those that were raised, sorted by code. */
export function renderSarif(
  diagnostics: readonly Diagnostic[],
  sources: ReadonlyMap<string, string>,
  version: string,
): string {
  const maps = new Map([...sources].map(([file, text]) => [file, lineMap(text)] as const));
  const entries = new Map<string, readonly [string, CodeEntry<never>]>(
    Object.entries<CodeEntry<never>>(codes).map(([name, entry]) => [entry.code, [name, entry]]),
  );
  const raised = [...new Set(diagnostics.map((diagnostic) => diagnostic.code))].sort();
  const rules = raised.map((code) => ruleOf(code, entries.get(code)));
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "mlopsc", version, rules } },
        columnKind: "utf16CodeUnits",
        results: diagnostics.map((diagnostic) => resultOf(diagnostic, raised, maps)),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function ruleOf(code: string, known: readonly [string, CodeEntry<never>] | undefined): object {
  if (!known) return { id: code };
  const [name, entry] = known;
  const [summary = ""] = entry.explanation.split("\n");
  return {
    id: code,
    name,
    shortDescription: { text: summary },
    fullDescription: { text: summary },
    help: { text: entry.explanation, markdown: entry.explanation },
    defaultConfiguration: { level: levels[entry.severity] },
  };
}

function resultOf(diagnostic: Diagnostic, raised: readonly string[], maps: ReadonlyMap<string, LineMap>): object {
  const { code, severity, message, place, help, fixes, related } = diagnostic;
  return {
    ruleId: code,
    ruleIndex: raised.indexOf(code),
    level: levels[severity],
    message: { text: help ? `${message}\n${help}` : message },
    locations: place ? [locationOf(place, maps)] : [],
    ...(related && related.length > 0
      ? {
          relatedLocations: related.map((other) => ({
            ...locationOf(other.place, maps),
            message: { text: other.message },
          })),
        }
      : {}),
    ...(fixes.length > 0 ? { fixes: fixes.map((fix) => fixOf(fix, maps)) } : {}),
  };
}

const artifactOf = (file: string): object => ({ uri: file.split("/").map(encodeURIComponent).join("/") });

function locationOf(place: Place, maps: ReadonlyMap<string, LineMap>): object {
  const region = regionOf(place, maps);
  return { physicalLocation: { artifactLocation: artifactOf(place.file), ...(region ? { region } : {}) } };
}

function regionOf(place: Place, maps: ReadonlyMap<string, LineMap>): object | null {
  const map = maps.get(place.file);
  if (!map) return null;
  const [start, end] = [map.positionAt(place.span.start), map.positionAt(place.span.end)];
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

function fixOf(fix: Diagnostic["fixes"][number], maps: ReadonlyMap<string, LineMap>): object {
  const files = [...new Set(fix.edits.map((edit) => edit.file))];
  return {
    description: { text: fix.title },
    artifactChanges: files.map((file) => ({
      artifactLocation: artifactOf(file),
      replacements: fix.edits
        .filter((edit) => edit.file === file)
        .map((edit) => ({
          deletedRegion: regionOf(edit, maps) ?? {
            charOffset: edit.span.start,
            charLength: edit.span.end - edit.span.start,
          },
          insertedContent: { text: edit.newText },
        })),
    })),
  };
}
