import { TextDocument } from "vscode-languageserver-textdocument";
import type { Knowledge } from "../knowledge/knowledge.ts";
import { canonicalUri } from "./canonical-uri.ts";
import { createDealtSpecs } from "./dealt-specs.ts";
import type { FileSystem } from "./file-system.ts";
import type { ChangingProject, Project } from "./project.ts";
import { type Snapshot, snapshotOf } from "./snapshot.ts";

/** All specs of an editor's folders: those that are open as the editor has them, the others as they are on the disk. */
export interface Workspace {
  /** Reads all specs of folders. */
  readonly open: (folders: readonly string[]) => Promise<void>;
  /** Forgets the specs of folders, but for open ones. */
  readonly leave: (folders: readonly string[]) => void;
  /** A document was opened, or changed: from now on the editor's text counts. */
  readonly take: (document: TextDocument) => void;
  /** A document was closed: the disk's text counts again. */
  readonly close: (uri: string) => Promise<void>;
  /** A file, or a folder, came, changed or went outside the editor. */
  readonly reread: (uri: string) => Promise<void>;
  readonly projects: () => readonly ChangingProject[];
  readonly projectOf: (uri: string) => Project | null;
  readonly snapshot: (uri: string) => Snapshot | null;
}

export interface WorkspaceParts {
  readonly files: FileSystem;
  /** What is known of the project in a folder. */
  readonly knowledgeOf: (folder: string) => Knowledge;
}

export function createWorkspace({ files, knowledgeOf }: WorkspaceParts): Workspace {
  const specs = createDealtSpecs(knowledgeOf);
  const open = new Set<string>();
  const closedBelow = (folder: string): string[] =>
    [...specs.documents.keys()].filter((uri) => uri.startsWith(`${folder}/`) && !open.has(uri));

  const reread = async (uri: string): Promise<void> => {
    const text = await files.readText(uri);
    if (open.has(uri) || text === specs.documents.get(uri)?.getText()) return;
    if (text === null) specs.forget([uri, ...closedBelow(uri)]);
    else specs.put([[uri, documentOf(uri, text)]]);
  };
  return {
    open: async (folders) => {
      const found = (await Promise.all(folders.map((folder) => files.listSpecs(canonicalUri(folder))))).flat();
      const texts = await Promise.all(found.map(async (uri) => [uri, await files.readText(uri)] as const));
      specs.put(
        texts.flatMap(([uri, text]) => (text === null || open.has(uri) ? [] : [[uri, documentOf(uri, text)] as const])),
      );
    },
    leave: (folders) => specs.forget(folders.flatMap((folder) => closedBelow(canonicalUri(folder)))),
    take: (document) => {
      const uri = canonicalUri(document.uri);
      open.add(uri);
      specs.put([[uri, document]]);
    },
    close: (uri) => {
      open.delete(canonicalUri(uri));
      return reread(canonicalUri(uri));
    },
    reread: (uri) => reread(canonicalUri(uri)),
    projects: specs.projects,
    projectOf: (uri) => specs.projectOf(canonicalUri(uri)),
    snapshot: (uri) => {
      const project = specs.projectOf(canonicalUri(uri));
      return project === null ? null : snapshotOf(project, project.pathOf(canonicalUri(uri)));
    },
  };
}

const documentOf = (uri: string, text: string): TextDocument => TextDocument.create(uri, "mlops", 0, text);
