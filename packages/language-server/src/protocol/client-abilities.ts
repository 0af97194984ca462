import type { ClientCapabilities } from "vscode-languageserver";

/** What the editor can do, as far as answers depend on it. */
export interface ClientAbilities {
  readonly pullsDiagnostics: boolean;
  readonly refreshesDiagnostics: boolean;
  readonly refreshesCodeLenses: boolean;
  readonly refreshesInlayHints: boolean;
  readonly refreshesTokens: boolean;
  readonly snippets: boolean;
  readonly annotatesChanges: boolean;
  readonly resolvesActionEdits: boolean;
  /** Takes the range of a list's items once for all of them. */
  readonly sharedRange: boolean;
  /** Opens the list of completions anew when an item asks for it; said as rust-analyzer's clients do, in `experimental.commands`. */
  readonly suggestsAgain: boolean;
  readonly watchesFiles: boolean;
  readonly progress: boolean;
  readonly configuration: boolean;
}

export function clientAbilities({
  textDocument,
  workspace,
  window,
  experimental,
}: ClientCapabilities): ClientAbilities {
  return {
    pullsDiagnostics: textDocument?.diagnostic !== undefined,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    refreshesCodeLenses: workspace?.codeLens?.refreshSupport === true,
    refreshesInlayHints: workspace?.inlayHint?.refreshSupport === true,
    refreshesTokens: workspace?.semanticTokens?.refreshSupport === true,
    snippets: textDocument?.completion?.completionItem?.snippetSupport === true,
    annotatesChanges: workspace?.workspaceEdit?.changeAnnotationSupport !== undefined,
    resolvesActionEdits: textDocument?.codeAction?.resolveSupport?.properties.includes("edit") === true,
    sharedRange: textDocument?.completion?.completionList?.itemDefaults?.includes("editRange") === true,
    suggestsAgain: commandsOf(experimental).includes(suggestCommand),
    watchesFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    configuration: workspace?.configuration === true,
    progress: window?.workDoneProgress === true,
  };
}

export const suggestCommand = "editor.action.triggerSuggest";

const commandsOf = (experimental: { commands?: { commands?: readonly string[] } } | undefined): readonly string[] =>
  experimental?.commands?.commands ?? [];
