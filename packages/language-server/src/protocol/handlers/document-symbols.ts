import type { Span } from "@mlopsc/diagnostics";
import type { BlockSyntax } from "@mlopsc/grammar";
import { type BlockKind, isBlockKind } from "@mlopsc/vocabulary";
import { type DocumentSymbol, type Position, type Range, SymbolKind } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { type BlockSymbol, type PlacedSymbol, documentSymbols as symbolsOf } from "../../symbols/document-symbols.ts";
import { rangeOf } from "../convert.ts";
import type { Feature } from "../feature.ts";

/** The outline of a file. */
export const documentSymbols: Feature = {
  capabilities: { documentSymbolProvider: true },
  register: ({ connection, workspace }) => {
    connection.onDocumentSymbol(({ textDocument }) => {
      const snapshot = workspace.snapshot(textDocument.uri);
      if (snapshot === null) return [];
      return symbolsOf(snapshot.syntax).map((symbol) => outlined(snapshot.document, symbol));
    });
  },
};

interface Outlined {
  readonly start: Position;
  readonly outline: DocumentSymbol;
}

const kept: WeakMap<BlockSyntax, Outlined> = new WeakMap();

/** Lines and characters of a block are found again only where it was changed or has moved. */
function outlined(document: TextDocument, { offset, block, symbol }: PlacedSymbol): DocumentSymbol {
  const start = document.positionAt(offset);
  const known = kept.get(block);
  if (known?.start.line === start.line && known.start.character === start.character) return known.outline;
  const range = ({ start, end }: Span): Range => rangeOf(document, { start: offset + start, end: offset + end });
  const outline = converted(symbol, range);
  kept.set(block, { start, outline });
  return outline;
}

const converted = ({ span, nameSpan, ...symbol }: BlockSymbol, range: (span: Span) => Range): DocumentSymbol => ({
  name: symbol.name,
  detail: symbol.detail,
  kind: symbol.kind === "block" ? blockSymbolKind(symbol.block ?? "") : kinds[symbol.kind],
  range: range(span),
  selectionRange: range(nameSpan),
  ...(symbol.children.length > 0 && { children: symbol.children.map((child) => converted(child, range)) }),
});

/** How editors draw a kind of block. */
export const blockSymbolKind = (word: string): SymbolKind => (isBlockKind(word) ? blockKinds[word] : SymbolKind.Module);

const kinds: Readonly<Record<Exclude<BlockSymbol["kind"], "block">, SymbolKind>> = {
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
