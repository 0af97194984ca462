import {
  LSPErrorCodes,
  MessageType,
  ResponseError,
  ShowMessageNotification,
  type ShowMessageParams,
  type WorkspaceEdit,
} from "vscode-languageserver";
import type { Refusal } from "../../rename/refusal.ts";
import { prepareRename, type Renaming, rename as renameAt } from "../../rename/rename.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";
import { rangeOf } from "../convert.ts";
import type { Feature, Session } from "../feature.ts";
import { sendUnawaited } from "../send-unawaited.ts";
import { workspaceEdit } from "../workspace-edit.ts";

/** Another name for a thing, wherever it is named; a name that would change a meaning is refused, with the reason. */
export const rename: Feature = {
  capabilities: { renameProvider: { prepareProvider: true } },
  register: (session) => {
    const { connection, workspace } = session;
    connection.onPrepareRename(({ textDocument, position }) => {
      const snapshot = workspace.snapshot(textDocument.uri);
      const found = snapshot && prepareRename(snapshot, snapshot.document.offsetAt(position));
      if (!snapshot || !found) return null;
      if ("refused" in found) return refusal(found, snapshot);
      return { range: rangeOf(snapshot.document, found.span), placeholder: found.name };
    });
    connection.onRenameRequest(({ textDocument, position, newName }) => {
      const snapshot = workspace.snapshot(textDocument.uri);
      const found = snapshot && renameAt(snapshot, snapshot.document.offsetAt(position), newName);
      if (!snapshot || !found) return null;
      return "refused" in found ? refusal(found, snapshot) : editOf(found, snapshot, session);
    });
  },
};

function refusal({ refused, place }: Refusal, { project }: Snapshot): ResponseError {
  const document = place && project.document(place.file);
  const where = document ? ` (${place.file}:${document.positionAt(place.span.start).line + 1})` : "";
  return new ResponseError(LSPErrorCodes.RequestFailed, `${refused}${where}`);
}

/** What the renaming itself cannot do stands beside the edits where the editor can show it there; it then asks first. */
function editOf({ edits, note }: Renaming, { project }: Snapshot, { connection, client }: Session): WorkspaceEdit {
  const edit = workspaceEdit(project, edits);
  if (note === null) return edit;
  if (!client().annotatesChanges) {
    const message: ShowMessageParams = { type: MessageType.Info, message: note };
    sendUnawaited(() => connection.sendNotification(ShowMessageNotification.type, message));
    return edit;
  }
  const documentChanges = Object.entries(edit.changes ?? {}).map(([uri, changes]) => ({
    textDocument: { uri, version: null },
    edits: changes.map((change) => ({ ...change, annotationId: "data" })),
  }));
  const data = { label: "Rename the column of the data", description: note, needsConfirmation: true };
  return { documentChanges, changeAnnotations: { data } };
}
