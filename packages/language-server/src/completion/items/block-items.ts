import { nameText } from "@mlopsc/plan";
import { type BlockEntry, type BlockKind, blockEntry, blocks, isBlockKind, steps } from "@mlopsc/vocabulary";
import type { CompletionItem } from "../completion-item.ts";
import { marked } from "../markdown.ts";
import { missingNames } from "../missing-names.ts";
import type { Question } from "../question.ts";
import { choiceHole, hole } from "../snippet.ts";
import { valueHole } from "../value-hole.ts";

/** With which every transform begins. */
const [firstVerb] = Object.keys(steps);
const kinds = Object.keys(blocks).filter(isBlockKind);

/** Whole blocks, and their first words alone. */
export function blockItems({ program }: Question): readonly CompletionItem[] {
  const wanted = kinds.filter((kind) => kind !== "project" || program.project.declaration === null);
  // A project comes first where there is none.
  return wanted.flatMap((kind, at) => {
    const { documentation, example } = blockEntry(kind);
    const shared = { documentation: () => marked({ documentation, example }), filter: kind };
    const snippet = `${kind} ${hole(1, "name")}${bodySnippet(kind, 2)}`;
    const block: CompletionItem = { label: kind, note: " …", kind: "snippet", rank: at, snippet, ...shared };
    return [block, { label: kind, kind: "block", rank: 100 + at, snippet: `${kind} `, opensNext: true, ...shared }];
  });
}

/** Names of blocks that others speak of and nobody has written, then a name to fill in. */
export function nameItems(kind: string, { place, snapshot }: Question): readonly CompletionItem[] {
  if (!isBlockKind(kind)) return [];
  const isOpen = place.next?.type === "LeftBrace" || place.next?.type === "Colon";
  const { documentation, example } = blockEntry(kind);
  const missing = missingNames(kind, snapshot.project).map(
    (name): CompletionItem => ({
      label: name,
      kind: "reference",
      rank: 0,
      origin: "is missing",
      snippet: isOpen ? nameText(name) : `${nameText(name)}${bodySnippet(kind, 1)}`,
      documentation: () => `\`${name}\` is spoken of, and there is no such ${kind} yet.`,
    }),
  );
  if (isOpen || place.word.text !== "") return missing;
  const fresh: CompletionItem = {
    label: "name",
    note: " { … }",
    kind: "snippet",
    rank: 1,
    snippet: `${hole(1, "name")}${bodySnippet(kind, 2)}`,
    documentation: () => marked({ documentation, example }),
  };
  return [...missing, fresh];
}

/** The braces behind a name that is written. */
export function braceItems(kind: string, { place }: Question): readonly CompletionItem[] {
  if (!isBlockKind(kind)) return [];
  const at = place.offset;
  const space = place.word.text === "" ? "" : " ";
  const { documentation, example } = blockEntry(kind);
  const hasLines = place.placed !== null && place.placed.block.members.length > 0;
  const body = bodySnippet(kind, 1).trimStart();
  const shared = { kind: "snippet", replace: { start: at, end: at }, filter: "" } as const;
  if (blockEntry(kind).body === "parameter")
    return [{ label: ": type = value", rank: 0, snippet: space + body, ...shared }];
  const brace: CompletionItem = { label: "{", rank: 0, snippet: `${space}{`, ...shared };
  if (hasLines) return [brace];
  const whole = { label: "{ … }", rank: 0, snippet: space + body, ...shared };
  return [{ ...whole, documentation: () => marked({ documentation, example }) }];
}

/** What stands behind a block's name: all that must be said of it. */
export function bodySnippet(kind: BlockKind, firstHole: number): string {
  const entry = blockEntry(kind);
  if (entry.body === "parameter") return ` : ${hole(firstHole, "text")} = ${hole(firstHole + 1)}`;
  const lines = attributeLines(entry, firstHole);
  const body = entry.body === "steps" ? [`  ${firstVerb} ${hole(firstHole)}`] : lines.length === 0 ? ["  "] : lines;
  // The last place is behind the last line, where more may follow.
  return ` {\n${body.join("\n")}$0\n}`;
}

/** A line for each attribute that a block cannot do without; where one of several is wanted, its name is chosen. */
function attributeLines({ attributes, oneOf = [] }: BlockEntry, firstHole: number): readonly string[] {
  const first = new Map(oneOf.map((names) => [names[0], names]));
  const wanted = Object.keys(attributes).filter((name) => attributes[name]!.required || first.has(name));
  const width = Math.max(...wanted.map((name) => name.length));
  let at = firstHole;
  return wanted.map((name) => {
    const names = first.get(name);
    const padding = " ".repeat(width - name.length);
    if (names === undefined) return `  ${name}${padding} = ${valueHole(attributes[name]!, at++)}`;
    return `  ${choiceHole(at++, names)}${padding} = ${hole(at++)}`;
  });
}
