import { type Compilation, type CompilationInput, createCompiler } from "@mlopsc/compiler";
import type { FileSyntax } from "@mlopsc/grammar";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Knowledge } from "../knowledge/knowledge.ts";

/** The specs of one folder, compiled together. */
export interface Project {
  /** URI, without a slash at the end. */
  readonly folder: string;
  readonly knowledge: Knowledge;
  /** What the texts of this moment compile to; kept until one of them changes. */
  readonly compilation: () => Compilation;
  /** What `look` says of the compilation as it would be; `compilation()` must not be asked for meanwhile. */
  readonly suppose: <Found>(input: CompilationInput, look: (compilation: Compilation) => Found) => Found;
  /** By the path that diagnostics name. */
  readonly file: (path: string) => FileSyntax | undefined;
  readonly document: (path: string) => TextDocument | undefined;
  /** The path that diagnostics name. Of a file that is none of the project's too. */
  readonly pathOf: (uri: string) => string;
  readonly uriOf: (path: string) => string;
  readonly paths: () => readonly string[];
}

/** A project whose files can be exchanged. */
export interface ChangingProject extends Project {
  readonly set: (uri: string, document: TextDocument) => void;
  readonly remove: (uri: string) => void;
  /** The text of a file, or what is known, is another one than before. */
  readonly changed: () => void;
}

export function createProject(folder: string, knowledge: Knowledge): ChangingProject {
  const compiler = createCompiler();
  const documents = new Map<string, TextDocument>();
  let compiled: { readonly compilation: Compilation; readonly files: ReadonlyMap<string, FileSyntax> } | null = null;
  // What was never saved has no folder: `untitled:Untitled-1`.
  const pathOf = (uri: string): string => (folder === "" ? uri : decodeURIComponent(uri.slice(folder.length + 1)));
  const current = (): NonNullable<typeof compiled> => {
    if (compiled !== null) return compiled;
    const files = [...documents].map(([path, document]) => ({ path, text: document.getText() }));
    const compilation = compiler.compile({ files, parameters: {}, inferred: knowledge.inferredColumns() });
    compiled = { compilation, files: new Map(compilation.files.map((file) => [file.path, file])) };
    return compiled;
  };
  const changed = (): void => {
    compiled = null;
  };
  return {
    folder,
    knowledge,
    compilation: () => current().compilation,
    suppose: (input, look) => {
      current();
      return compiler.suppose(input, look);
    },
    file: (path) => current().files.get(path),
    document: (path) => documents.get(path),
    pathOf,
    uriOf: (path) => documents.get(path)?.uri ?? `${folder}/${path.split("/").map(encodeURIComponent).join("/")}`,
    paths: () => [...documents.keys()],
    changed,
    set: (uri, document) => {
      documents.set(pathOf(uri), document);
      changed();
    },
    remove: (uri) => {
      documents.delete(pathOf(uri));
      changed();
    },
  };
}
