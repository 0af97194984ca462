import type { Program } from "@mlopsc/compiler";
import type { Span } from "@mlopsc/diagnostics";
import type { BlockSyntax, FileSyntax, TextSyntax } from "@mlopsc/grammar";

/** A word of a text that may be the path of a file: the whole of `"{data}/load.csv"`, the second of `"python train.py"`. */
export interface WrittenPath {
  /** In the file. */
  readonly span: Span;
  /** As it is written, with its `{parameters}`. */
  readonly written: string;
  /** With the parameters' values, from the project's folder, without `./`. */
  readonly path: string;
}

/** Every word of the texts of a file that looks like a path inside the project. */
export const pathsInTexts = ({ blocks }: FileSyntax, program: Program): readonly WrittenPath[] =>
  blocks.flatMap(({ block, offset }) =>
    wordsIn(block).flatMap(({ span, written }) => {
      const path = filledIn(written, program)?.replace(/^(\.\/)+/, "");
      if (path === undefined || !isPath(path)) return [];
      return [{ span: { start: span.start + offset, end: span.end + offset }, written, path }];
    }),
  );

type Word = Pick<WrittenPath, "span" | "written">;

const kept: WeakMap<BlockSyntax, readonly Word[]> = new WeakMap();

/** A path may have spaces in it, a command has words: so the whole of each text, and its words. */
function wordsIn(block: BlockSyntax): readonly Word[] {
  const known = kept.get(block);
  if (known !== undefined) return known;
  const found = textsIn([block.members, block.parameter]).flatMap(({ text, span }): Word[] => {
    const quotes = /^"{3}|^"/.exec(text)?.[0].length ?? 0;
    const inner = text.slice(quotes, text.length - quotes);
    const start = span.start + quotes;
    const words = [...inner.matchAll(/[^\s"'=,;]+/g)].map(
      (word): Word => ({
        written: word[0],
        span: { start: start + word.index, end: start + word.index + word[0].length },
      }),
    );
    return words.length === 1 ? words : [{ written: inner, span: { start, end: start + inner.length } }, ...words];
  });
  kept.set(block, found);
  return found;
}

/** Every text in a part of a syntax tree. */
function textsIn(part: unknown): readonly TextSyntax[] {
  if (Array.isArray(part)) return part.flatMap(textsIn);
  if (typeof part !== "object" || part === null) return [];
  return isText(part) ? [part] : Object.values(part).flatMap(textsIn);
}

const isText = (part: object): part is TextSyntax => "node" in part && part.node === "text";

/** Undefined where a parameter is not known. */
function filledIn(written: string, { parameters }: Program): string | undefined {
  let complete = true;
  const path = written.replace(/\{([^{}]*)\}/g, (_, name: string) => {
    const value = parameters.get(name)?.value;
    if (value === undefined || value === null) complete = false;
    return String(value);
  });
  return complete ? path : undefined;
}

/** Halves of signs, as some edits leave them, have no place in a URI. */
const isPath = (path: string): boolean =>
  /[./]/.test(path) && !/^[/~]|^[A-Za-z][A-Za-z0-9+.-]*:|[*?\\\n]|\p{Cs}/u.test(path) && path.length < 500;
