import { InlayHintKind, type InlayHint as ProtocolHint } from "vscode-languageserver";
import { type InlayHint, inlayHints, type WantedHints } from "../../hints/inlay-hints.ts";
import { type rangeOf, spanOf } from "../convert.ts";
import type { Feature, Session } from "../feature.ts";

/** Types, columns, stages and defaults, where they are not written. Each can be turned off: `mlops.inlayHints.types`. */
export const inlayHint: Feature = {
  capabilities: { inlayHintProvider: true },
  register: (session) => {
    const { connection, workspace, client } = session;
    const settings = wantedHints(session);
    connection.languages.inlayHint.on(async ({ textDocument, range }) => {
      const wanted = await settings();
      const snapshot = workspace.snapshot(textDocument.uri);
      if (snapshot === null) return [];
      const { document } = snapshot;
      return inlayHints(snapshot, spanOf(document, range), wanted).map((hint) => converted(hint, snapshot.document));
    });
    session.onChange((where) => {
      if (where === "outside" && client().refreshesInlayHints) void connection.languages.inlayHint.refresh();
    });
  },
};

const converted = (
  { offset, text, topic, tooltip }: InlayHint,
  document: Parameters<typeof rangeOf>[0],
): ProtocolHint => ({
  position: document.positionAt(offset),
  label: text,
  ...(topic === "types" ? { kind: InlayHintKind.Type } : {}),
  ...(topic === "columns" || topic === "stages" ? { paddingLeft: true } : {}),
  ...(tooltip === undefined ? {} : { tooltip }),
});

const all: WantedHints = { types: true, columns: true, stages: true, defaults: true };

/** As the editor's settings say; asked for once, and again when they change. */
function wantedHints({ connection, client }: Session): () => Promise<WantedHints> {
  let asked: Promise<WantedHints> | undefined;
  const ask = async (): Promise<WantedHints> => {
    if (!client().configuration) return all;
    const said: Partial<WantedHints> | null = await connection.workspace.getConfiguration("mlops.inlayHints");
    return { ...all, ...said };
  };
  connection.onDidChangeConfiguration(() => {
    asked = undefined;
    if (client().refreshesInlayHints) void connection.languages.inlayHint.refresh();
  });
  return () => {
    asked ??= ask().catch(() => all);
    return asked;
  };
}
