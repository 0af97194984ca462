import { type FileSyntax, parseFile } from "@mlopsc/grammar";

interface Versions {
  /** As the present compilation reads it: as it is, then as it is when words are mended. */
  present: FileSyntax[];
  /** The same of the compilation before. */
  before: readonly FileSyntax[];
}

/** The syntax trees of files, those of the last two compilations at hand. */
export class ParsedFiles {
  readonly #byPath: Map<string, Versions> = new Map();

  /** By path. */
  parse(files: readonly { readonly path: string; readonly text: string }[]): readonly FileSyntax[] {
    return files.map(({ path, text }) => this.#parse(path, text)).sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  /** Ends a compilation. */
  end(): void {
    for (const [path, versions] of this.#byPath) {
      if (versions.present.length === 0) this.#byPath.delete(path);
      versions.before = versions.present;
      versions.present = [];
    }
  }

  /** Ends a compilation of texts that are not those of the files: the next one is of what was before, or of these. */
  putAside(): void {
    for (const versions of this.#byPath.values()) {
      versions.before = [...versions.before, ...versions.present.filter((syntax) => !versions.before.includes(syntax))];
      versions.present = [];
    }
  }

  #parse(path: string, text: string): FileSyntax {
    const versions = this.#byPath.get(path) ?? { present: [], before: [] };
    const { present, before } = versions;
    if (present.length + before.length === 0) this.#byPath.set(path, versions);
    const isSame = (syntax: FileSyntax): boolean => syntax.text === text;
    const already = present.find(isSame);
    if (already !== undefined) return already;
    const last = before[present.length] ?? present.at(-1) ?? before.at(-1);
    const syntax = before.find(isSame) ?? parseFile(path, text, last);
    present.push(syntax);
    return syntax;
  }
}
