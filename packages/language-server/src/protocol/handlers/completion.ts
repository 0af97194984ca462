import {
  Command,
  type CompletionItem,
  CompletionItemKind,
  CompletionTriggerKind,
  InsertTextFormat,
  InsertTextMode,
  MarkupKind,
} from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { completionsAt, triggerCharacters } from "../../completion/complete.ts";
import type { CompletionKind, CompletionList, CompletionItem as Offered } from "../../completion/completion-item.ts";
import { plainText } from "../../completion/snippet.ts";
import { type ClientAbilities, suggestCommand } from "../client-abilities.ts";
import { rangeOf } from "../convert.ts";
import type { Feature } from "../feature.ts";

/** What may be written at the cursor; documentation is made for the items that are looked at. */
export const completion: Feature = {
  capabilities: {
    completionProvider: {
      triggerCharacters: [...triggerCharacters],
      resolveProvider: true,
      completionItem: { labelDetailsSupport: true },
    },
  },
  register: ({ connection, workspace, files, client }) => {
    // Only items of the list that was asked for last are looked at.
    let last: { readonly id: number; readonly items: readonly Offered[] } = { id: 0, items: [] };
    connection.onCompletion(async ({ textDocument, position, context }) => {
      const snapshot = workspace.snapshot(textDocument.uri);
      if (snapshot === null) return null;
      const { document } = snapshot;
      const typed = context?.triggerKind === CompletionTriggerKind.TriggerCharacter ? context.triggerCharacter : null;
      const list = await completionsAt(snapshot, document.offsetAt(position), files, typed ?? null);
      last = { id: last.id + 1, items: list.items };
      return { isIncomplete: false, items: converted(list, document, last.id, client()) };
    });
    connection.onCompletionResolve((item) => {
      const { list, at } = item.data as ItemData;
      const documentation = list === last.id ? last.items[at]?.documentation?.() : undefined;
      return documentation === undefined
        ? item
        : { ...item, documentation: { kind: MarkupKind.Markdown, value: documentation } };
    });
  },
};

interface ItemData {
  readonly list: number;
  readonly at: number;
}

function converted(
  list: CompletionList,
  document: TextDocument,
  id: number,
  client: ClientAbilities,
): CompletionItem[] {
  const range = rangeOf(document, list.replace);
  const [first, second] = list.items;
  const isBest = first !== undefined && (second === undefined || first.rank < second.rank);
  return list.items.map((item, at) => {
    const { label, kind, note = "", origin = "", snippet, replace, opensNext } = item;
    const hasHoles = client.snippets && snippet !== undefined && /(?<!\\)\$/.test(snippet);
    const text = snippet === undefined ? label : hasHoles ? snippet : plainText(snippet);
    return {
      label,
      kind: kinds[kind],
      sortText: String(at).padStart(5, "0"),
      textEdit: { range: replace === undefined ? range : rangeOf(document, replace), newText: text },
      data: { list: id, at } satisfies ItemData,
      ...(note === "" && origin === "" ? {} : { labelDetails: { detail: note, description: origin } }),
      ...filtered(item, document.getText(rangeOf(document, replace ?? list.replace))),
      ...(hasHoles ? { insertTextFormat: InsertTextFormat.Snippet } : {}),
      ...(text.includes("\n") ? { insertTextMode: InsertTextMode.adjustIndentation } : {}),
      ...(at === 0 && isBest ? { preselect: true } : {}),
      ...(opensNext === true && client.suggestsAgain ? { command: suggestAgain } : {}),
    };
  });
}

/** What is compared with what is written, where that is not the label. */
function filtered({ label, filter = label }: Offered, written: string): { readonly filterText?: string } {
  // What fits whatever stands there is compared with itself.
  const text = filter === "" ? written : written.startsWith("`") ? `\`${filter}` : filter;
  return text === label || text === "" ? {} : { filterText: text };
}

/** Understood by editors that say so: rust-analyzer's way. */
const suggestAgain = Command.create("Suggest", suggestCommand);

const kinds: Readonly<Record<CompletionKind, CompletionItemKind>> = {
  block: CompletionItemKind.Keyword,
  snippet: CompletionItemKind.Snippet,
  attribute: CompletionItemKind.Property,
  section: CompletionItemKind.Module,
  step: CompletionItemKind.Operator,
  word: CompletionItemKind.Keyword,
  reference: CompletionItemKind.Reference,
  column: CompletionItemKind.Field,
  function: CompletionItemKind.Function,
  algorithm: CompletionItemKind.Class,
  parameter: CompletionItemKind.Property,
  metric: CompletionItemKind.Value,
  figure: CompletionItemKind.Value,
  choice: CompletionItemKind.EnumMember,
  type: CompletionItemKind.TypeParameter,
  unit: CompletionItemKind.Unit,
  value: CompletionItemKind.Constant,
  file: CompletionItemKind.File,
  folder: CompletionItemKind.Folder,
  variable: CompletionItemKind.Variable,
};
