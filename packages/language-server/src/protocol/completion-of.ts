import {
  Command,
  type CompletionItem,
  CompletionItemKind,
  type CompletionList,
  InsertTextFormat,
  InsertTextMode,
  type Range,
} from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type {
  CompletionKind,
  CompletionItem as Offered,
  CompletionList as OfferedList,
} from "../completion/completion-item.ts";
import { plainText } from "../completion/snippet.ts";
import { type ClientAbilities, suggestCommand } from "./client-abilities.ts";
import { rangeOf } from "./convert.ts";

/** A list as editors take it, in few bytes: thousands of items may be sent for each word that is begun. */
export function completionOf(
  list: OfferedList,
  document: TextDocument,
  dataOf: (at: number) => number,
  client: ClientAbilities,
): CompletionList {
  const range = rangeOf(document, list.replace);
  const written = document.getText(range);
  const [first, second] = list.items;
  const isBest = first !== undefined && (second === undefined || first.rank < second.rank);
  const items = list.items.map((item, at): CompletionItem => {
    const { label, kind, replace, opensNext } = item;
    const own = replace === undefined ? null : rangeOf(document, replace);
    return {
      label,
      kind: kinds[kind],
      sortText: at.toString(36).padStart(3, "0"),
      data: dataOf(at),
      ...inserted(item, own, range, client),
      ...details(item),
      ...filtered(item, own === null ? written : document.getText(own)),
      ...(at === 0 && isBest ? { preselect: true } : {}),
      ...(opensNext === true && client.suggestsAgain ? { command: suggestAgain } : {}),
    };
  });
  return { isIncomplete: false, items, ...(client.sharedRange ? { itemDefaults: { editRange: range } } : {}) };
}

/** What an item becomes, and where; the range is left out where the list says it. */
function inserted(
  { label, snippet }: Offered,
  own: Range | null,
  shared: Range,
  client: ClientAbilities,
): Partial<CompletionItem> {
  const hasHoles = client.snippets && snippet !== undefined && /(?<!\\)\$/.test(snippet);
  const newText = snippet === undefined ? label : hasHoles ? snippet : plainText(snippet);
  const isShared = own === null && client.sharedRange;
  return {
    ...(isShared
      ? newText === label
        ? {}
        : { textEditText: newText }
      : { textEdit: { range: own ?? shared, newText } }),
    ...(hasHoles ? { insertTextFormat: InsertTextFormat.Snippet } : {}),
    ...(newText.includes("\n") ? { insertTextMode: InsertTextMode.adjustIndentation } : {}),
  };
}

const details = ({ note = "", origin = "" }: Offered): Partial<CompletionItem> =>
  note === "" && origin === ""
    ? {}
    : {
        labelDetails: { ...(note === "" ? {} : { detail: note }), ...(origin === "" ? {} : { description: origin }) },
      };

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
