/** Text as it stands in a snippet. */
export const escaped = (text: string): string => text.replace(/[\\$}]/g, "\\$&");

/** A place to fill in, with what stands there at first. */
export const hole = (at: number, text = ""): string => (text === "" ? `$${at}` : `\${${at}:${escaped(text)}}`);

/** A place at which one of some words is chosen. */
export const choiceHole = (at: number, words: readonly string[]): string =>
  `\${${at}|${words.map((word) => word.replace(/[\\$},|]/g, "\\$&")).join(",")}|}`;

/** A snippet as plain text, for editors that know none. */
export const plainText = (snippet: string): string =>
  snippet
    .replace(/\$\{\d+:((?:\\.|[^}\\])*)\}/g, "$1")
    .replace(/\$\{\d+\|((?:\\.|[^,|\\])*)(?:\\.|[^|\\])*\|\}/g, "$1")
    .replace(/(?<!\\)\$\d+/g, "")
    .replace(/\\([\\$},|])/g, "$1");
