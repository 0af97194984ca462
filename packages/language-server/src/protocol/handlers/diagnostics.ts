import {
  type CancellationToken,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  type WorkspaceDocumentDiagnosticReport,
} from "vscode-languageserver";
import { createDiagnosticReports, type DiagnosticReport, type DiagnosticReports } from "../diagnostic-reports.ts";
import type { Feature, Session } from "../feature.ts";
import { sendUnawaited } from "../send-unawaited.ts";

/** Pulled by editors that can, a document or the whole workspace at a time; pushed to the others after each change. */
export const diagnostics: Feature = {
  capabilities: {
    diagnosticProvider: { identifier: "mlops", interFileDependencies: true, workspaceDiagnostics: true },
  },
  register: (session) => {
    const { connection, workspace, client, ready } = session;
    const reports = createDiagnosticReports();
    connection.languages.diagnostics.on(async ({ textDocument, previousResultId }) => {
      await ready;
      const snapshot = workspace.snapshot(textDocument.uri);
      if (snapshot === null) return { kind: DocumentDiagnosticReportKind.Full, items: [] };
      return answer(reports.of(snapshot.project, snapshot.path), previousResultId);
    });
    connection.languages.diagnostics.onWorkspace(async ({ previousResultIds }, token: CancellationToken) => {
      await ready;
      const previous = new Map(previousResultIds.map(({ uri, value }) => [uri, value]));
      const items: WorkspaceDocumentDiagnosticReport[] = [];
      for (const project of workspace.projects()) {
        for (const path of project.paths()) {
          if (token.isCancellationRequested) return { items };
          const uri = project.uriOf(path);
          items.push({ ...answer(reports.of(project, path), previous.get(uri)), uri, version: null });
        }
      }
      return { items };
    });
    const push = pushing(session, reports);
    session.onChange((where) => {
      if (!client().pullsDiagnostics) void ready.then(push);
      else if (where === "outside" && client().refreshesDiagnostics)
        sendUnawaited(() => connection.languages.diagnostics.refresh());
    });
  },
};

const answer = ({ id, items }: DiagnosticReport, previous: string | undefined): DocumentDiagnosticReport =>
  id === previous
    ? { kind: DocumentDiagnosticReportKind.Unchanged, resultId: id }
    : { kind: DocumentDiagnosticReportKind.Full, resultId: id, items };

/** Tells what is another than before, once for all changes that came in one go. */
function pushing({ connection, workspace }: Session, reports: DiagnosticReports): () => void {
  const told = new Map<string, string>();
  let waiting = false;
  const tell = (): void => {
    waiting = false;
    const gone = new Set(told.keys());
    for (const project of workspace.projects()) {
      for (const path of project.paths()) {
        const uri = project.uriOf(path);
        gone.delete(uri);
        const { id, items } = reports.of(project, path);
        if (told.get(uri) === id) continue;
        told.set(uri, id);
        const version = project.document(path)?.version ?? 0;
        sendUnawaited(() => connection.sendDiagnostics({ uri, version, diagnostics: items }));
      }
    }
    for (const uri of gone) {
      told.delete(uri);
      sendUnawaited(() => connection.sendDiagnostics({ uri, diagnostics: [] }));
    }
  };
  return () => {
    if (!waiting) setTimeout(tell, 0);
    waiting = true;
  };
}
