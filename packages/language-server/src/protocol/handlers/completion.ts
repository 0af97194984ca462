import { CompletionTriggerKind, MarkupKind } from "vscode-languageserver";
import { completionsAt, triggerCharacters } from "../../completion/complete.ts";
import type { CompletionItem } from "../../completion/completion-item.ts";
import { completionOf } from "../completion-of.ts";
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
    let last: { readonly first: number; readonly items: readonly CompletionItem[] } = { first: 0, items: [] };
    connection.onCompletion(async ({ textDocument, position, context }) => {
      const snapshot = workspace.snapshot(textDocument.uri);
      if (snapshot === null) return null;
      const { document } = snapshot;
      const typed = context?.triggerKind === CompletionTriggerKind.TriggerCharacter ? context.triggerCharacter : null;
      const list = await completionsAt(snapshot, document.offsetAt(position), files, typed ?? null);
      const first = last.first + last.items.length;
      last = { first, items: list.items };
      return completionOf(list, document, (at) => first + at, client());
    });
    connection.onCompletionResolve((item) => {
      const documentation = last.items[Number(item.data) - last.first]?.documentation?.();
      return documentation === undefined
        ? item
        : { ...item, documentation: { kind: MarkupKind.Markdown, value: documentation } };
    });
  },
};
