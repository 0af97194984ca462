import type { Span } from "@mlopsc/diagnostics";
import { type CodeAction, CodeActionKind, type Diagnostic } from "vscode-languageserver";
import { fixAll } from "../../actions/fix-all.ts";
import { quickFixes } from "../../actions/quick-fixes.ts";
import type { Refactoring } from "../../refactoring/refactoring.ts";
import { refactorings } from "../../refactoring/refactorings.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";
import { rangeOf, spanOf } from "../convert.ts";
import type { Feature } from "../feature.ts";
import { workspaceEdit } from "../workspace-edit.ts";

/** Quick fixes, refactorings, and what can be done to a whole file. */
export const codeActions: Feature = {
  capabilities: {
    codeActionProvider: {
      codeActionKinds: [CodeActionKind.QuickFix, fixAllKind(), ...new Set(refactorings.map(kindOf))],
      resolveProvider: true,
    },
  },
  register: ({ connection, workspace, client }) => {
    connection.onCodeAction(({ textDocument, range, context }) => {
      const snapshot = workspace.snapshot(textDocument.uri);
      if (snapshot === null) return [];
      const isWanted = (kind: string): boolean => wants(context.only, kind);
      const span = spanOf(snapshot.document, range);
      const actions = [
        ...(isWanted(CodeActionKind.QuickFix) ? fixActions(snapshot, span, context.diagnostics) : []),
        ...(isWanted(fixAllKind()) ? fixAllActions(snapshot) : []),
        ...refactorings.filter((each) => isWanted(kindOf(each))).flatMap((each) => offered(each, snapshot, span)),
      ];
      return client().resolvesActionEdits ? actions : actions.map((action) => resolved(action, snapshot));
    });
    connection.onCodeActionResolve((action) => {
      const snapshot = isTaken(action.data) ? workspace.snapshot(action.data.uri) : null;
      return snapshot === null ? action : resolved(action, snapshot);
    });
  },
};

/** What concerns a whole file is told only where it is asked for: a lamp at every line would say nothing. */
const wants = (only: readonly string[] | undefined, kind: string): boolean =>
  only === undefined
    ? !kind.startsWith(CodeActionKind.Source)
    : only.some((each) => kind === each || kind.startsWith(`${each}.`) || each === "");

function fixAllKind(): string {
  return `${CodeActionKind.SourceFixAll}.mlops`;
}

function kindOf({ kind }: Refactoring): string {
  return kind === "sort" ? "source.sort.mlops" : `${CodeActionKind.Refactor}.${kind}`;
}

function fixActions(snapshot: Snapshot, span: Span, asked: readonly Diagnostic[]): readonly CodeAction[] {
  return quickFixes(snapshot, span).map(({ found, fix, isOnly }) => {
    const at = JSON.stringify(rangeOf(snapshot.document, found.place.span));
    const diagnostics = asked.filter(({ code, range }) => code === found.code && JSON.stringify(range) === at);
    return {
      title: fix.title,
      kind: CodeActionKind.QuickFix,
      ...(diagnostics.length > 0 ? { diagnostics } : {}),
      ...(isOnly ? { isPreferred: true } : {}),
      edit: workspaceEdit(snapshot.project, fix.edits),
    };
  });
}

function fixAllActions(snapshot: Snapshot): readonly CodeAction[] {
  const edits = fixAll(snapshot);
  if (edits.length === 0) return [];
  const edit = workspaceEdit(snapshot.project, edits);
  return [{ title: "Fix all that leaves no choice", kind: fixAllKind(), edit }];
}

/** What finds an offer again when it is taken. */
interface Taken {
  readonly uri: string;
  readonly refactoring: string;
  readonly span: Span;
}

const isTaken = (data: unknown): data is Taken => typeof data === "object" && data !== null && "refactoring" in data;

function offered(refactoring: Refactoring, snapshot: Snapshot, span: Span): readonly CodeAction[] {
  const data: Taken = { uri: snapshot.document.uri, refactoring: refactoring.name, span };
  return refactoring.offers(snapshot, span).map(({ title }) => ({ title, kind: kindOf(refactoring), data }));
}

/** With its edits, where they were left for later. */
function resolved(action: CodeAction, snapshot: Snapshot): CodeAction {
  const { data, title } = action;
  if (action.edit !== undefined || !isTaken(data)) return action;
  const refactoring = refactorings.find(({ name }) => name === data.refactoring);
  const offer = refactoring?.offers(snapshot, data.span).find((each) => each.title === title);
  return offer === undefined ? action : { ...action, edit: workspaceEdit(snapshot.project, offer.edits()) };
}
