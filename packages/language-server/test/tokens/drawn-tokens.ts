import { tokenKinds, tokenModifiers, tokenTypes } from "../../src/tokens/token-kinds.ts";

/** The lines of a text, and below each its words with what they are told to be; `!` stands before what is declared. */
export function drawnTokens(text: string, data: readonly number[]): string {
  const lines = text.split("\n");
  const notes: string[][] = lines.map(() => []);
  let [line, character] = [0, 0];
  for (let at = 0; at < data.length; at += 5) {
    const [lineStep = 0, characterStep = 0, length = 0, type = 0, modifiers = 0] = data.slice(at, at + 5);
    character = lineStep === 0 ? character + characterStep : characterStep;
    line += lineStep;
    const word = lines[line]?.slice(character, character + length);
    notes[line]?.push(`${word}:${kindName(type, modifiers)}`);
  }
  return lines
    .map((written, at) => [written, ...(notes[at]?.length ? [`    ${notes[at].join(" ")}`] : [])].join("\n"))
    .join("\n");
}

function kindName(type: number, bits: number): string {
  const modifiers = tokenModifiers.filter((_, at) => (bits & (1 << at)) !== 0);
  const own = modifiers.filter((modifier) => modifier !== "declaration");
  const name = Object.entries(tokenKinds).find(
    ([, kind]) => kind.type === tokenTypes[type] && [...kind.modifiers].sort().join() === [...own].sort().join(),
  )?.[0];
  return `${modifiers.includes("declaration") ? "!" : ""}${name}`;
}
