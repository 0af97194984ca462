import { InlayHintKind, type InlayHint as ProtocolHint } from "vscode-languageserver";
import { type InlayHint, inlayHints, type WantedHints } from "../../hints/inlay-hints.ts";
import { type rangeOf, spanOf } from "../convert.ts";
import type { Feature } from "../feature.ts";
import { sendUnawaited } from "../send-unawaited.ts";

/** Types, columns, stages and defaults, where they are not written. Each can be turned off: `mlops.inlayHints.types`. */
export const inlayHint: Feature = {
  capabilities: { inlayHintProvider: true },
  register: (session) => {
    const { connection, workspace, client } = session;
    connection.languages.inlayHint.on(async ({ textDocument, range }) => {
      const wanted = await session.settings("mlops.inlayHints", all);
      const snapshot = workspace.snapshot(textDocument.uri);
      if (snapshot === null) return [];
      const { document } = snapshot;
      return inlayHints(snapshot, spanOf(document, range), wanted).map((hint) => converted(hint, snapshot.document));
    });
    session.onChange((where) => {
      if (where === "outside" && client().refreshesInlayHints)
        sendUnawaited(() => connection.languages.inlayHint.refresh());
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
  ...(topic === "shapes" || topic === "stages" ? { paddingLeft: true } : {}),
  ...(tooltip === undefined ? {} : { tooltip }),
});

const all: WantedHints = { types: true, shapes: true, stages: true, defaults: true };
