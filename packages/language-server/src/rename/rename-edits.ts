import { type ColumnName, type Compilation, cleanName, nameText } from "@mlopsc/compiler";
import type { Place } from "@mlopsc/diagnostics";
import { columnMentions, mentionsOf, namesTiedTo } from "../names/name-index.ts";
import { definitionOf, type Named, placeIn } from "../names/named.ts";
import type { Project } from "../workspace/project.ts";
import type { Refusal } from "./refusal.ts";

export type NameEdit = Place & { readonly newText: string };

type Add = (place: Place, newText: string) => void;

/** The edits that write another name wherever things are named, by file and place. @param quoted always in backticks */
export function renameEdits(
  project: Project,
  targets: readonly Named[],
  name: string,
  quoted: boolean,
): readonly NameEdit[] | Refusal {
  const edits = new Map<string, NameEdit>();
  const add: Add = (place, newText) => {
    edits.set(`${place.file} ${place.span.start}`, { ...place, newText });
  };
  const write = (text: string): string => (quoted && text === name ? `\`${text}\`` : nameText(text));
  const refusal = blockEdits(project, targets, name, write, add);
  if (refusal !== null) return refusal;
  columnEdits(project, targets, name, write, add);
  return [...edits.values()].sort((one, other) =>
    one.file === other.file ? one.span.start - other.span.start : one.file < other.file ? -1 : 1,
  );
}

function blockEdits(
  project: Project,
  targets: readonly Named[],
  name: string,
  write: (text: string) => string,
  add: Add,
): Refusal | null {
  for (const target of targets) {
    if (target.kind !== "block") continue;
    add(definitionOf(target), write(name));
    for (const { where, span } of mentionsOf(project.compilation(), target.declaration)) {
      const place = placeIn(where, span);
      const text = project.document(place.file)?.getText() ?? "";
      // `"{data}/file.csv"`
      const isInText = text[place.span.start - 1] === "{";
      if (isInText && write(name) !== name) {
        return { refused: `Between braces in a text \`${name}\` cannot stand: it is a name in backticks only.`, place };
      }
      add(place, write(name));
    }
  }
  return null;
}

function columnEdits(
  project: Project,
  targets: readonly Named[],
  name: string,
  write: (text: string) => string,
  add: Add,
): void {
  const compilation = project.compilation();
  const columns = targets.flatMap((target) => (target.kind === "column" ? [target.name] : []));
  if (columns.length === 0) return;
  const renamed = namesTiedTo(compilation, columns);
  const newNameOf = (column: ColumnName): string => {
    if (renamed.has(column)) return name;
    const { stem, isCleaned } = column;
    if (stem === undefined) return column.name;
    return isCleaned ? cleanName(newNameOf(stem)) : newNameOf(stem) + column.name.slice(stem.name.length);
  };
  for (const column of renamed) {
    if (column.span !== null) add(placeIn(column.declaration, column.span), write(name));
  }
  for (const [column, mentions] of columnMentions(compilation)) {
    const newName = newNameOf(column);
    if (newName === column.name) continue;
    for (const mention of mentions) {
      if (mention.target.kind === "column" && mention.target.pair !== undefined) continue;
      const place = placeIn(mention.where, mention.span);
      const written = wordAt(project, place);
      // One of a family is written with more than the family's name: `segment=gold`.
      add(place, write(newName + written.slice(column.name.length)));
    }
  }
  for (const { place, left, right } of pairs(compilation)) {
    const [first, second] = [newNameOf(left), newNameOf(right)];
    if (first === left.name && second === right.name) continue;
    add(place, first === second ? write(first) : `${write(first)} == ${write(second)}`);
  }
}

function wordAt(project: Project, { file, span }: Place): string {
  const text = project.document(file)?.getText().slice(span.start, span.end) ?? "";
  return text.startsWith("`") ? text.slice(1, -1) : text;
}

interface Pair {
  readonly place: Place;
  readonly left: ColumnName;
  readonly right: ColumnName;
}

/** What joins say must be equal: `on id`, `on id == customer_id`. */
function pairs(compilation: Compilation): readonly Pair[] {
  const sides = new Map<string, { place: Place; left?: ColumnName; right?: ColumnName }>();
  for (const [column, mentions] of columnMentions(compilation)) {
    for (const { where, target } of mentions) {
      if (target.kind !== "column" || target.pair === undefined) continue;
      const place = placeIn(where, target.pair.span);
      const key = `${place.file} ${place.span.start}`;
      sides.set(key, { place, ...sides.get(key), [target.pair.side]: column });
    }
  }
  return [...sides.values()].flatMap(({ place, left, right }) => (left && right ? [{ place, left, right }] : []));
}
