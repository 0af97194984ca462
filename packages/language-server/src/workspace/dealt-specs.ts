import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Knowledge } from "../knowledge/knowledge.ts";
import { type ChangingProject, createProject } from "./project.ts";
import { namesProject, projectFolders } from "./project-folders.ts";

/** Specs by URI, dealt to projects by where `project` blocks stand. */
export interface DealtSpecs {
  /** Takes many at once. */
  readonly put: (documents: Iterable<readonly [uri: string, document: TextDocument]>) => void;
  readonly forget: (uris: Iterable<string>) => void;
  readonly documents: ReadonlyMap<string, TextDocument>;
  readonly projects: () => readonly ChangingProject[];
  readonly projectOf: (uri: string) => ChangingProject | null;
}

/** @param knowledgeOf what is known of the project in a folder */
export function createDealtSpecs(knowledgeOf: (folder: string) => Knowledge): DealtSpecs {
  const documents = new Map<string, TextDocument>();
  /** Which files have a `project` block: when one comes or goes, files may belong elsewhere. */
  const naming = new Map<string, boolean>();
  const projects = new Map<string, ChangingProject>();
  let folders: ReadonlyMap<string, string> = new Map();

  const projectAt = (folder: string): ChangingProject => {
    const project = projects.get(folder) ?? createProject(folder, knowledgeOf(folder));
    projects.set(folder, project);
    return project;
  };
  const projectOf = (uri: string): ChangingProject | null => projects.get(folders.get(uri) ?? "") ?? null;
  const deal = (): void => {
    const next = projectFolders(naming);
    for (const [uri, folder] of folders) if (next.get(uri) !== folder) projects.get(folder)?.remove(uri);
    for (const [uri, folder] of next) {
      const document = documents.get(uri);
      if (document !== undefined && folders.get(uri) !== folder) projectAt(folder).set(uri, document);
    }
    const used = new Set(next.values());
    for (const folder of projects.keys()) if (!used.has(folder)) projects.delete(folder);
    folders = next;
  };
  return {
    documents,
    projects: () => [...projects.values()],
    projectOf,
    put: (given) => {
      let moved = false;
      for (const [uri, document] of given) {
        const names = namesProject(document.getText());
        moved ||= naming.get(uri) !== names;
        naming.set(uri, names);
        documents.set(uri, document);
        projectOf(uri)?.set(uri, document);
      }
      if (moved) deal();
    },
    forget: (uris) => {
      for (const uri of uris) {
        documents.delete(uri);
        naming.delete(uri);
      }
      deal();
    },
  };
}
