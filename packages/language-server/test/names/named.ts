import type { Place } from "@mlopsc/diagnostics";
import { definitionOf } from "../../src/names/named.ts";
import { namesAt } from "../../src/names/names-at.ts";
import { referencesTo } from "../../src/names/references.ts";
import { typeDefinitionsOf } from "../../src/names/type-definition.ts";
import type { Project } from "../../src/workspace/project.ts";
import { markedProject } from "../marked-project.ts";

type Given = Parameters<typeof markedProject>[0];

/** Where the name at the mark is defined, what gives it its type, and the lines where it is named. */
export function drawnNames(given: Given): string {
  const { project, snapshot, cursors } = markedProject(given);
  const at = namesAt(snapshot, cursors[0] ?? 0);
  if (at === null) return "no name";
  const compilation = project.compilation();
  const types = at.targets.flatMap((target) => typeDefinitionsOf(compilation, target));
  const references = referencesTo(compilation, at.targets);
  return [
    ...at.targets.map((target) => `is   ${drawn(project, definitionOf(target))}`),
    ...types.map((place) => `type ${drawn(project, place)}`),
    ...references.map(({ place, defines }) => `${defines ? "def " : "use "} ${drawn(project, place)}`),
  ].join("\n");
}

/** `main.mlops:3  from ‹load›`: the line, with the place marked. */
export function drawn(project: Project, { file, span }: Place): string {
  const text = project.document(file)?.getText() ?? "";
  const from = text.lastIndexOf("\n", span.start - 1) + 1;
  const to = text.indexOf("\n", span.end);
  const marked = `${text.slice(from, span.start)}‹${text.slice(span.start, span.end)}›`;
  const rest = text.slice(span.end, to < 0 ? undefined : to);
  return `${file}:${text.slice(0, span.start).split("\n").length}  ${(marked + rest).trim()}`;
}
