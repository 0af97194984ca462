import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type Compilation, compileProject, createCompiler, type Target } from "../../src/index.ts";
import { type File, randomEdit } from "./random-edits.ts";

const folder = new URL("../../../../examples/electricity/", import.meta.url);
const example: readonly File[] = readdirSync(folder)
  .filter((path) => path.endsWith(".mlops"))
  .map((path) => ({ path, text: readFileSync(new URL(path, folder), "utf8") }));

test("after an edit names stand for what they stand for in a run from scratch", () => {
  const compiler = createCompiler();
  const chance = seeded(7);
  let files = example;
  let names = 0;
  for (let edit = 0; edit < 400; edit++) {
    files = edit % 20 === 19 ? example : randomEdit(files, chance, example);
    const input = { files, parameters: {}, inferred: new Map() };
    const fresh = drawn(compileProject(input));
    expect(drawn(compiler.compile(input)), `edit ${edit}`).toEqual(fresh);
    names += fresh.length;
  }
  expect(names).toBeGreaterThan(20_000);
});

test("what a text would be is found as in a run from scratch, and leaves everything as it is", () => {
  const compiler = createCompiler();
  const chance = seeded(11);
  let files = example;
  for (let edit = 0; edit < 200; edit++) {
    files = edit % 20 === 19 ? example : randomEdit(files, chance, example);
    const input = { files, parameters: {}, inferred: new Map() };
    const last = compiler.compile(input);
    const before = drawn(last);
    const other = { ...input, files: randomEdit(randomEdit(files, chance, example), chance, example) };
    const fresh = compileProject(other);
    const found = compiler.suppose(other, (after) => [drawn(after), after.diagnostics]);
    expect(found, `edit ${edit}`).toEqual([drawn(fresh), fresh.diagnostics]);
    expect(drawn(last)).toEqual(before);
    expect(last.program.declarations.map(({ block }) => block)).toEqual(blocksOf(last));
  }
});

test("what an edit does not touch is not looked up again", () => {
  const compiler = createCompiler();
  const compile = (files: readonly File[]): Compilation =>
    compiler.compile({ files, parameters: {}, inferred: new Map() });
  const before = new Set(compile(example).resolutions);
  const last = example.at(-1)!;
  const after = compile([...example.slice(0, -1), { ...last, text: `# A remark.\n\n${last.text}` }]).resolutions;
  expect(after.length).toBeGreaterThan(10);
  // But for the list of what concerns the program as a whole.
  expect(after.filter((list) => !before.has(list)).flat()).toEqual([]);
});

const blocksOf = ({ files, program }: Compilation): readonly unknown[] =>
  program.declarations.map(({ file, offset }) => {
    const { blocks } = files.find(({ path }) => path === file)!;
    return blocks.find((placed) => placed.offset === offset)?.block;
  });

/** Columns are numbered in the order in which they are first named: one object is one column. */
function drawn({ resolutions }: Compilation): readonly string[] {
  const numbers = new Map<unknown, number>();
  return resolutions.flat().map(({ where, span, target }) => {
    if (target.kind === "column" && !numbers.has(target.name)) numbers.set(target.name, numbers.size);
    const number = target.kind === "column" ? ` #${numbers.get(target.name)}` : "";
    return `${where.file} ${where.offset + span.start}..${span.end} ${nameOf(target)}${number}`;
  });
}

function nameOf(target: Target): string {
  switch (target.kind) {
    case "block":
      return `${target.declaration.address} in ${target.declaration.file} at ${target.declaration.offset}`;
    case "part":
      return `${target.declaration.address} ${target.span.start}`;
    case "same name":
      return target.pairs.map((pair) => pair.map(({ name }) => name).join(" = ")).join(", ");
    case "column": {
      const { name, declaration, span } = target.name;
      const at = span === null ? "made" : declaration.offset + span.start;
      return `${name} of ${declaration.address} at ${at}, ${target.type?.kind} ${target.origin.declaration.address}`;
    }
  }
}

/** A small generator of chances (mulberry32), the same in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
