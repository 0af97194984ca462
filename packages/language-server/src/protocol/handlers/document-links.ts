import { existingLinks } from "../../links/existing-links.ts";
import { rangeOf } from "../convert.ts";
import type { Feature } from "../feature.ts";

/** The files that texts name: data, scripts, models. */
export const documentLinks: Feature = {
  capabilities: { documentLinkProvider: {} },
  register: ({ connection, workspace, files }) => {
    connection.onDocumentLinks(async ({ textDocument }) => {
      const snapshot = workspace.snapshot(textDocument.uri);
      if (snapshot === null) return [];
      const links = await existingLinks(snapshot, files);
      return links.map(({ span, uri }) => ({ range: rangeOf(snapshot.document, span), target: uri }));
    });
  },
};
