import { TextDocument } from "vscode-languageserver-textdocument";
import type { Knowledge } from "../knowledge/knowledge.ts";
import { canonicalUri } from "./canonical-uri.ts";
import type { FileSystem } from "./file-system.ts";
import { type ChangingProject, createProject, type Project } from "./project.ts";
import { namesProject, projectFolders } from "./project-folders.ts";
import { type Snapshot, snapshotOf } from "./snapshot.ts";

/** All specs of an editor's folders: those that are open as the editor has them, the others as they are on the disk. */
export interface Workspace {
  /** Reads all specs of folders. */
  readonly open: (folders: readonly string[]) => Promise<void>;
  /** A document was opened, or changed: from now on the editor's text counts. */
  readonly take: (document: TextDocument) => void;
  /** A document was closed: the disk's text counts again. */
  readonly close: (uri: string) => Promise<void>;
  /** A file came, changed or went outside the editor. */
  readonly reread: (uri: string) => Promise<void>;
  readonly projects: () => readonly Project[];
  readonly projectOf: (uri: string) => Project | null;
  readonly snapshot: (uri: string) => Snapshot | null;
}

export interface WorkspaceParts {
  readonly files: FileSystem;
  /** What is known of the project in a folder. */
  readonly knowledgeOf: (folder: string) => Knowledge;
}

export function createWorkspace({ files, knowledgeOf }: WorkspaceParts): Workspace {
  const documents = new Map<string, TextDocument>();
  const open = new Set<string>();
  /** Which files have a `project` block: when one comes or goes, files may belong elsewhere. */
  const naming = new Map<string, boolean>();
  const projects = new Map<string, ChangingProject>();
  let folders: ReadonlyMap<string, string> = new Map();

  const projectAt = (folder: string): ChangingProject => {
    const project = projects.get(folder) ?? createProject(folder, knowledgeOf(folder));
    projects.set(folder, project);
    return project;
  };
  const deal = (): void => {
    const specs = [...documents].map(([uri, document]) => ({ uri, text: document.getText() }));
    const next = projectFolders(specs);
    for (const [uri, folder] of folders) if (next.get(uri) !== folder) projects.get(folder)?.remove(uri);
    for (const [uri, folder] of next) {
      const document = documents.get(uri);
      if (document !== undefined && folders.get(uri) !== folder) projectAt(folder).set(uri, document);
    }
    const used = new Set(next.values());
    for (const folder of projects.keys()) if (!used.has(folder)) projects.delete(folder);
    folders = next;
  };
  const projectOf = (uri: string): ChangingProject | null => projects.get(folders.get(canonicalUri(uri)) ?? "") ?? null;
  const put = (uri: string, document: TextDocument): void => {
    documents.set(uri, document);
    const names = namesProject(document.getText());
    if (naming.get(uri) !== names) {
      naming.set(uri, names);
      deal();
    }
    projectOf(uri)?.set(uri, document);
  };
  const reread = async (uri: string): Promise<void> => {
    const text = await files.readText(uri);
    if (open.has(uri) || text === documents.get(uri)?.getText()) return;
    if (text !== null) return put(uri, TextDocument.create(uri, "mlops", 0, text));
    documents.delete(uri);
    naming.delete(uri);
    deal();
  };
  return {
    open: async (roots) => {
      const found = (await Promise.all(roots.map((root) => files.listSpecs(canonicalUri(root))))).flat();
      const unread = found.filter((uri) => !documents.has(uri));
      const texts = await Promise.all(unread.map((uri) => files.readText(uri)));
      for (const [at, uri] of unread.entries()) {
        const text = texts[at] ?? null;
        if (text === null || documents.has(uri)) continue;
        documents.set(uri, TextDocument.create(uri, "mlops", 0, text));
        naming.set(uri, namesProject(text));
      }
      deal();
    },
    take: (document) => {
      const uri = canonicalUri(document.uri);
      open.add(uri);
      put(uri, document);
    },
    close: (uri) => {
      open.delete(canonicalUri(uri));
      return reread(canonicalUri(uri));
    },
    reread: (uri) => reread(canonicalUri(uri)),
    projects: () => [...projects.values()],
    projectOf,
    snapshot: (uri) => {
      const project = projectOf(uri);
      return project === null ? null : snapshotOf(project, project.pathOf(canonicalUri(uri)));
    },
  };
}
