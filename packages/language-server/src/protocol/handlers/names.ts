import { type DocumentHighlight, DocumentHighlightKind, type Location } from "vscode-languageserver";
import { definitionOf } from "../../names/named.ts";
import { namesAt } from "../../names/names-at.ts";
import { referencesTo } from "../../names/references.ts";
import { typeDefinitionsOf } from "../../names/type-definition.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";
import { locationOf, rangeOf } from "../convert.ts";
import type { Feature, Session } from "../feature.ts";

/** Where a thing gets its name, what gives it its type, and everywhere that it is named. */
export const names: Feature = {
  capabilities: {
    definitionProvider: true,
    typeDefinitionProvider: true,
    referencesProvider: true,
    documentHighlightProvider: true,
  },
  register: (session) => {
    const { connection } = session;
    connection.onDefinition((asked) =>
      answer(session, asked, (at, snapshot) => locations(snapshot, at.targets.map(definitionOf))),
    );
    connection.onTypeDefinition((asked) =>
      answer(session, asked, ({ targets }, snapshot) => {
        const compilation = snapshot.project.compilation();
        return locations(
          snapshot,
          targets.flatMap((target) => typeDefinitionsOf(compilation, target)),
        );
      }),
    );
    connection.onReferences((asked) =>
      answer(session, asked, ({ targets }, snapshot) => {
        const found = referencesTo(snapshot.project.compilation(), targets);
        const wanted = found.filter(({ defines }) => !defines || asked.context.includeDeclaration);
        return locations(
          snapshot,
          wanted.map(({ place }) => place),
        );
      }),
    );
    connection.onDocumentHighlight((asked) => answer(session, asked, highlights));
  },
};

type Asked = Parameters<Parameters<Session["connection"]["onHover"]>[0]>[0];
type At = NonNullable<ReturnType<typeof namesAt>>;

function answer<Answer>(
  { workspace }: Session,
  { textDocument, position }: Asked,
  of: (at: At, snapshot: Snapshot) => Answer,
): Answer | null {
  const snapshot = workspace.snapshot(textDocument.uri);
  const at = snapshot && namesAt(snapshot, snapshot.document.offsetAt(position));
  return snapshot && at && of(at, snapshot);
}

function locations({ project }: Snapshot, places: readonly Parameters<typeof locationOf>[1][]): Location[] {
  const found = new Map(places.map((place) => [`${place.file} ${place.span.start}`, locationOf(project, place)]));
  return [...found.values()].filter((location) => location !== null);
}

const highlights = ({ targets }: At, { project, path, document }: Snapshot): DocumentHighlight[] =>
  referencesTo(project.compilation(), targets)
    .filter(({ place }) => place.file === path)
    .map(({ place, defines }) => ({
      range: rangeOf(document, place.span),
      kind: defines ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
    }));
