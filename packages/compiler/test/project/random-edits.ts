/** A file of a project that is being edited. */
export interface File {
  readonly path: string;
  readonly text: string;
}

type Chance = () => number;
type Edit = (files: readonly File[], chance: Chance, before: readonly File[]) => readonly File[];

/** One change, as a person might make it: of a key, a word, a line, a whole block, or back to what was right. */
export function randomEdit(files: readonly File[], chance: Chance, right: readonly File[]): readonly File[] {
  return edits[Math.floor(chance() * edits.length)]!(files, chance, right);
}

const pick = <Item>(items: readonly Item[], chance: Chance): Item | undefined =>
  items[Math.floor(chance() * items.length)];

const inText =
  (change: (text: string, chance: Chance) => string): Edit =>
  (files, chance) => {
    const at = Math.floor(chance() * files.length);
    return files.map((file, index) => (index === at ? { ...file, text: change(file.text, chance) } : file));
  };

const keys = 'abe_x019 ={}[](),."#\n%:<>`';
const insertKey = inText((text, chance) => {
  const at = Math.floor(chance() * (text.length + 1));
  return text.slice(0, at) + pick([...keys], chance) + text.slice(at);
});

const deleteKeys = inText((text, chance) => {
  const at = Math.floor(chance() * text.length);
  return text.slice(0, at) + text.slice(at + 1 + Math.floor(chance() * 3));
});

const words = /[\p{L}_][\p{L}\p{N}_]*/gu;
const wordsIn = (text: string): readonly RegExpExecArray[] => [...text.matchAll(words)];

/** A letter of a word is doubled, left out or changed. */
const misspell = inText((text, chance) => {
  const word = pick(wordsIn(text), chance);
  if (word === undefined) return text;
  const at = word.index + Math.floor(chance() * word[0].length);
  const by = pick(["", text[at]! + text[at]!, "z"], chance)!;
  return text.slice(0, at) + by + text.slice(at + 1);
});

/** A word takes the place of another one. */
const exchangeWord = inText((text, chance) => {
  const all = wordsIn(text);
  const [word, other] = [pick(all, chance), pick(all, chance)];
  if (word === undefined || other === undefined) return text;
  return text.slice(0, word.index) + other[0] + text.slice(word.index + word[0].length);
});

/** A word is renamed wherever it stands, in one file or in all. */
const rename: Edit = (files, chance) => {
  const word = pick(wordsIn(pick(files, chance)!.text), chance)?.[0];
  if (word === undefined) return files;
  const everywhere = chance() < 0.7;
  const one = pick(files, chance)!;
  return files.map((file) =>
    everywhere || file === one
      ? { ...file, text: file.text.replace(words, (found) => (found === word ? `${word}_2` : found)) }
      : file,
  );
};

const changeLines = (change: (lines: string[], at: number, chance: Chance) => void): Edit =>
  inText((text, chance) => {
    const lines = text.split("\n");
    change(lines, Math.floor(chance() * lines.length), chance);
    return lines.join("\n");
  });
const deleteLine = changeLines((lines, at) => lines.splice(at, 1));
const doubleLine = changeLines((lines, at) => lines.splice(at, 0, lines[at]!));
const moveLine = changeLines((lines, at, chance) => {
  const [line] = lines.splice(at, 1);
  lines.splice(Math.floor(chance() * lines.length), 0, line!);
});
const emptyLine = changeLines((lines, at) => lines.splice(at, 0, ""));

const blocksOf = (text: string): readonly string[] => text.split(/\n\n+/);
const changeBlocks = (change: (blocks: string[], at: number, chance: Chance) => void): Edit =>
  inText((text, chance) => {
    const blocks = [...blocksOf(text)];
    change(blocks, Math.floor(chance() * blocks.length), chance);
    return blocks.join("\n\n");
  });
const deleteBlock = changeBlocks((blocks, at) => blocks.splice(at, 1));
const doubleBlock = changeBlocks((blocks, at) => blocks.splice(at, 0, blocks[at]!));
const swapBlocks = changeBlocks((blocks, at, chance) => {
  const other = Math.floor(chance() * blocks.length);
  [blocks[at], blocks[other]] = [blocks[other]!, blocks[at]!];
});

/** A block goes to the end of another file. */
const moveBlock: Edit = (files, chance) => {
  const [from, to] = [pick(files, chance)!, pick(files, chance)!];
  const blocks = blocksOf(from.text);
  const block = pick(blocks, chance)!;
  if (from === to) return files;
  return files.map((file) => {
    if (file === from) return { ...file, text: blocks.filter((each) => each !== block).join("\n\n") };
    return file === to ? { ...file, text: `${file.text}\n\n${block}` } : file;
  });
};

/** Everything in one file, or in all, is as it was when it was right. */
const mendFile: Edit = (files, chance, right) => {
  const path = pick(files, chance)!.path;
  return files.map((file) => (file.path === path ? right.find((each) => each.path === path)! : file));
};
const mendAll: Edit = (_, __, right) => right;

/** A block that was right comes back, beside what became of it or not. */
const mendBlock: Edit = (files, chance, right) => {
  const file = pick(files, chance)!;
  const block = pick(blocksOf(right.find(({ path }) => path === file.path)!.text), chance)!;
  const head = block.split("{")[0]!;
  const kept = blocksOf(file.text).filter((each) => chance() < 0.1 || each.split("{")[0] !== head);
  return files.map((each) => (each === file ? { ...each, text: [...kept, block].join("\n\n") } : each));
};

/** Keys and words are what is changed most. */
const edits: readonly Edit[] = [
  ...[insertKey, insertKey, deleteKeys, deleteKeys, misspell, misspell, exchangeWord, exchangeWord, rename],
  ...[deleteLine, doubleLine, moveLine, emptyLine, deleteBlock, doubleBlock, swapBlocks, moveBlock],
  ...[mendFile, mendAll, mendAll, mendBlock, mendBlock, mendBlock],
];
