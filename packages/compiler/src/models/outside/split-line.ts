/** A command line taken apart, or why it cannot be. */
export type SplitLine =
  | { readonly words: readonly string[]; readonly problem?: never }
  | { readonly problem: "unclosed quote" | { readonly sign: string }; readonly words?: never };

/**
 * The words of a line as a POSIX shell would part them, without what only a shell does: `'…'` is taken as it is, in `"…"`
 * and outside a backslash takes the next character. A sign that asks for a shell is a problem.
 */
export function splitLine(line: string): SplitLine {
  const words: string[] = [];
  let word: string | null = null;
  for (let at = 0; at < line.length; at++) {
    const sign = line[at]!;
    if (/\s/.test(sign)) {
      if (word !== null) words.push(word);
      word = null;
    } else if (sign === "'" || sign === '"') {
      const quoted = readQuoted(line, at);
      if (quoted === null) return { problem: "unclosed quote" };
      word = (word ?? "") + quoted.text;
      at = quoted.end;
    } else if (sign === "\\" && at + 1 < line.length) word = (word ?? "") + line[++at]!;
    else if (shellSigns.has(sign)) return { problem: { sign: line.startsWith(sign + sign, at) ? sign + sign : sign } };
    else word = (word ?? "") + sign;
  }
  return { words: word === null ? words : [...words, word] };
}

const shellSigns: ReadonlySet<string> = new Set(["|", "&", ";", "<", ">", "(", ")", "$", "`", "*", "?", "\n"]);

function readQuoted(line: string, start: number): { readonly text: string; readonly end: number } | null {
  const quote = line[start]!;
  let text = "";
  for (let at = start + 1; at < line.length; at++) {
    const sign = line[at]!;
    if (sign === quote) return { text, end: at };
    if (quote === '"' && sign === "\\" && at + 1 < line.length) text += line[++at]!;
    else text += sign;
  }
  return null;
}
