import type { SemanticTokens } from "vscode-languageserver";
import { fileTokens } from "../../tokens/file-tokens.ts";
import { tokenEdit } from "../../tokens/token-edit.ts";
import { tokenModifiers, tokenTypes } from "../../tokens/token-kinds.ts";
import { spanOf } from "../convert.ts";
import type { Feature } from "../feature.ts";
import { sendUnawaited } from "../send-unawaited.ts";

/** What words are, for colours: of a document, of what changed in it, or of a part. */
export const semanticTokens: Feature = {
  capabilities: {
    semanticTokensProvider: {
      legend: { tokenTypes: [...tokenTypes], tokenModifiers: [...tokenModifiers] },
      full: { delta: true },
      range: true,
    },
  },
  register: ({ connection, workspace, client, onChange }) => {
    /** Of each document what was last told: edits are told against it. */
    const told = new Map<string, { readonly resultId: string; readonly data: number[] }>();
    let count = 0;
    const tell = (uri: string, data: number[]): { resultId: string; data: number[] } => {
      count += 1;
      const answer = { resultId: String(count), data };
      told.set(uri, answer);
      return answer;
    };
    const full = (uri: string): SemanticTokens => {
      const snapshot = workspace.snapshot(uri);
      return snapshot === null ? { data: [] } : tell(uri, fileTokens(snapshot));
    };
    connection.languages.semanticTokens.on(({ textDocument: { uri } }) => full(uri));
    connection.languages.semanticTokens.onDelta(({ textDocument: { uri }, previousResultId }) => {
      const before = told.get(uri);
      const snapshot = workspace.snapshot(uri);
      if (snapshot === null || before?.resultId !== previousResultId) return full(uri);
      const data = fileTokens(snapshot);
      const edit = tokenEdit(before.data, data);
      return edit === null
        ? { resultId: before.resultId, edits: [] }
        : { resultId: tell(uri, data).resultId, edits: [edit] };
    });
    connection.languages.semanticTokens.onRange(({ textDocument: { uri }, range }) => {
      const snapshot = workspace.snapshot(uri);
      return { data: snapshot === null ? [] : fileTokens(snapshot, spanOf(snapshot.document, range)) };
    });
    onChange((where) => {
      if (where === "outside" && client().refreshesTokens)
        sendUnawaited(() => connection.languages.semanticTokens.refresh());
    });
  },
};
