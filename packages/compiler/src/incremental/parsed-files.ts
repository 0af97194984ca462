import { type FileSyntax, parseFile } from "@mlopsc/grammar";

interface Parsed {
  readonly syntax: FileSyntax;
  generation: number;
}

/** The syntax trees of files, those of the last compilations at hand. */
export class ParsedFiles {
  readonly #byPath: Map<string, Parsed[]> = new Map();
  #generation = 0;

  /** By path. */
  parse(files: readonly { readonly path: string; readonly text: string }[]): readonly FileSyntax[] {
    return files.map(({ path, text }) => this.#parse(path, text)).sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  /** Ends a compilation: texts that neither it nor the one before read are forgotten. */
  end(): void {
    for (const [path, texts] of this.#byPath) {
      const kept = texts.filter(({ generation }) => generation >= this.#generation - 1);
      if (kept.length === 0) this.#byPath.delete(path);
      else if (kept.length < texts.length) this.#byPath.set(path, kept);
    }
    this.#generation += 1;
  }

  #parse(path: string, text: string): FileSyntax {
    const texts = this.#byPath.get(path) ?? [];
    if (texts.length === 0) this.#byPath.set(path, texts);
    const known = texts.find(({ syntax }) => syntax.text === text);
    if (known !== undefined) {
      known.generation = this.#generation;
      return known.syntax;
    }
    const syntax = parseFile(path, text);
    texts.push({ syntax, generation: this.#generation });
    return syntax;
  }
}
