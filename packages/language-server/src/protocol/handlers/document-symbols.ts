import { type BlockKind, isBlockKind } from "@mlopsc/vocabulary";
import { type DocumentSymbol, SymbolKind } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { type FileSymbol, documentSymbols as symbolsOf } from "../../symbols/document-symbols.ts";
import { rangeOf } from "../convert.ts";
import type { Feature } from "../feature.ts";

/** The outline of a file. */
export const documentSymbols: Feature = {
  capabilities: { documentSymbolProvider: true },
  register: ({ connection, workspace }) => {
    connection.onDocumentSymbol(({ textDocument }) => {
      const snapshot = workspace.snapshot(textDocument.uri);
      if (snapshot === null) return [];
      return symbolsOf(snapshot.syntax).map((symbol) => converted(snapshot.document, symbol));
    });
  },
};

const converted = (
  document: TextDocument,
  { name, detail, span, nameSpan, ...symbol }: FileSymbol,
): DocumentSymbol => ({
  name,
  detail,
  kind: symbol.kind === "block" ? blockSymbolKind(symbol.block ?? "") : kinds[symbol.kind],
  range: rangeOf(document, span),
  selectionRange: rangeOf(document, nameSpan),
  children: symbol.children.map((child) => converted(document, child)),
});

/** How editors draw a kind of block. */
export const blockSymbolKind = (word: string): SymbolKind => (isBlockKind(word) ? blockKinds[word] : SymbolKind.Module);

const kinds: Readonly<Record<Exclude<FileSymbol["kind"], "block">, SymbolKind>> = {
  attribute: SymbolKind.Property,
  section: SymbolKind.Namespace,
  column: SymbolKind.Field,
  step: SymbolKind.Operator,
  condition: SymbolKind.Boolean,
};

const blockKinds: Readonly<Record<BlockKind, SymbolKind>> = {
  project: SymbolKind.Package,
  param: SymbolKind.Constant,
  dataset: SymbolKind.Struct,
  transform: SymbolKind.Function,
  search: SymbolKind.Enum,
  model: SymbolKind.Class,
  ensemble: SymbolKind.Class,
  target: SymbolKind.Interface,
  deploy: SymbolKind.Interface,
  monitor: SymbolKind.Event,
  alert: SymbolKind.Event,
  drift: SymbolKind.Event,
  channel: SymbolKind.Object,
};
