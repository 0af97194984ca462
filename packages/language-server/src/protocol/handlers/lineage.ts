import type { Compilation, Declaration } from "@mlopsc/compiler";
import type { CallHierarchyItem, Range } from "vscode-languageserver";
import { declarationAt, type LineageLink, madeFrom, usedBy } from "../../lineage/lineage.ts";
import { definitionOf, placeIn } from "../../names/named.ts";
import { declarationOf, namesAt } from "../../names/names-at.ts";
import { blockAt } from "../../syntax/block-at.ts";
import type { Project } from "../../workspace/project.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";
import { rangeOf } from "../convert.ts";
import type { Feature, Session } from "../feature.ts";
import { blockSymbolKind } from "./document-symbols.ts";

/** The way from data to alerts as a call hierarchy: a block "calls" what it is made from, and is called by what uses it. */
export const lineage: Feature = {
  capabilities: { callHierarchyProvider: true },
  register: ({ connection, workspace }) => {
    connection.languages.callHierarchy.onPrepare(({ textDocument, position }) => {
      const snapshot = workspace.snapshot(textDocument.uri);
      const declaration = snapshot && blockMeantAt(snapshot, snapshot.document.offsetAt(position));
      return snapshot && declaration ? [itemOf(snapshot.project, declaration)].flat() : null;
    });
    connection.languages.callHierarchy.onOutgoingCalls(({ item }) =>
      linked(workspace, item, madeFrom, ({ project, declaration }, { declaration: other, places }) =>
        itemOf(project, other).map((to) => ({ to, fromRanges: rangesOf(project, declaration.file, places) })),
      ),
    );
    connection.languages.callHierarchy.onIncomingCalls(({ item }) =>
      linked(workspace, item, usedBy, ({ project }, { declaration: other, places }) =>
        itemOf(project, other).map((from) => ({ from, fromRanges: rangesOf(project, other.file, places) })),
      ),
    );
  },
};

/** The block that is named under the cursor, or else the one around it. */
function blockMeantAt(snapshot: Snapshot, offset: number): Declaration | null {
  for (const target of namesAt(snapshot, offset)?.targets ?? []) if (target.kind === "block") return target.declaration;
  const at = blockAt(snapshot.syntax, offset);
  return at && declarationOf(snapshot, at.placed);
}

interface Asked {
  readonly project: Project;
  readonly declaration: Declaration;
}

function linked<Call>(
  workspace: Session["workspace"],
  { uri, selectionRange }: CallHierarchyItem,
  links: (compilation: Compilation, declaration: Declaration) => readonly LineageLink[],
  callOf: (asked: Asked, link: LineageLink) => readonly Call[],
): Call[] | null {
  const snapshot = workspace.snapshot(uri);
  if (snapshot === null) return null;
  const { project, path, document, syntax } = snapshot;
  const at = blockAt(syntax, document.offsetAt(selectionRange.start));
  const declaration = at && declarationAt(project.compilation(), path, at.placed.offset);
  if (!declaration) return null;
  return links(project.compilation(), declaration).flatMap((link) => callOf({ project, declaration }, link));
}

function itemOf(project: Project, declaration: Declaration): CallHierarchyItem[] {
  const { file, kind, name, block } = declaration;
  const document = project.document(file);
  if (document === undefined) return [];
  const whole = placeIn(declaration, { start: block.kind.span.start, end: block.text.length });
  return [
    {
      name,
      detail: kind,
      kind: blockSymbolKind(kind),
      uri: document.uri,
      range: rangeOf(document, whole.span),
      selectionRange: rangeOf(document, definitionOf({ kind: "block", declaration }).span),
    },
  ];
}

function rangesOf(project: Project, file: string, places: LineageLink["places"]): Range[] {
  const document = project.document(file);
  return document === undefined ? [] : places.map(({ span }) => rangeOf(document, span));
}
