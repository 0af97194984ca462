import { readdirSync, readFileSync } from "node:fs";
import { TextDocument } from "vscode-languageserver-textdocument";
import { noKnowledge } from "../src/knowledge/knowledge.ts";
import { type ChangingProject, createProject } from "../src/workspace/project.ts";

const root: string = new URL("../../..", import.meta.url).pathname;

/** The folders with real specs: the examples, and the compiler's cases. */
export function specFolders(): readonly string[] {
  const cases = `${root}packages/compiler/test/cases`;
  const inside = (folder: string): readonly string[] =>
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? [`${folder}/${entry.name}`] : [],
    );
  return [...inside(`${root}examples`), ...inside(cases).flatMap(inside)].filter(
    (folder) => specsIn(folder).length > 0,
  );
}

const specsIn = (folder: string): readonly string[] => readdirSync(folder).filter((name) => name.endsWith(".mlops"));

/** A project of the specs in a folder. */
export function openFolder(folder: string): ChangingProject {
  const project = createProject("file:///project", noKnowledge);
  for (const name of specsIn(folder)) setText(project, name, readFileSync(`${folder}/${name}`, "utf8"));
  return project;
}

/** Exchanges the text of a file. */
export function setText(project: ChangingProject, path: string, text: string): void {
  const uri = `file:///project/${path}`;
  project.set(uri, TextDocument.create(uri, "mlops", 1, text));
}

/** All real specs. */
export const specTexts = (): readonly string[] =>
  specFolders().flatMap((folder) => specsIn(folder).map((name) => readFileSync(`${folder}/${name}`, "utf8")));
