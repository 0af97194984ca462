import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type Compilation, compileProject, createCompiler } from "../../src/index.ts";
import { type File, randomEdit } from "./random-edits.ts";

const specsIn = (folder: URL): readonly File[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".mlops"))
    .sort()
    .map((path) => ({ path, text: readFileSync(new URL(path, folder), "utf8") }));

/** Projects without a mistake. */
const examples = ["telco", "electricity"].map((name) =>
  specsIn(new URL(`../../../../examples/${name}/`, import.meta.url)),
);
/** Specs that make every mistake there is, three to a project; those that are not too long. */
const made = specsIn(new URL("../cases/", import.meta.url)).filter(({ text }) => text.length < 3000);
const cases = Array.from({ length: Math.ceil(made.length / 3) }, (_, at) => made.slice(at * 3, at * 3 + 3));
const rounds = Number(process.env["MLOPSC_ROUNDS"] ?? 1);

test("after any of 10 000 edits the result is that of a run from scratch", () => {
  const counts = { edits: 0, withErrors: 0, right: 0 };
  const follow = (right: readonly File[], edits: number, seed: number): void => {
    const chance = seeded(seed);
    const compiler = createCompiler();
    let files = right;
    for (let edit = 0; edit < edits; edit++) {
      const before = files;
      files = tame(randomEdit(files, chance, right), right);
      const input = { files, parameters: {}, inferred: new Map() };
      const [again, fresh] = [compiler.compile(input), compileProject(input)];
      const where = (): string => `seed ${seed}, edit ${edit}\n${changed(before, files)}`;
      // Text is quick to compare, and rarely differs.
      const same = JSON.stringify(again.diagnostics) === JSON.stringify(fresh.diagnostics);
      if (!same) expect(again.diagnostics, where()).toEqual(fresh.diagnostics);
      if (edit % 50 === 0) expect(factsOf(again), where()).toEqual(factsOf(fresh));
      counts.edits += 1;
      if (fresh.diagnostics.some(({ severity }) => severity === "error")) counts.withErrors += 1;
      else counts.right += 1;
    }
  };
  for (const [index, files] of examples.entries()) follow(files, 2500 * rounds, index);
  expect(cases.length).toBeGreaterThan(12);
  for (const [index, files] of cases.entries()) follow(files, Math.ceil((5000 * rounds) / cases.length), 100 + index);
  expect(counts.edits).toBeGreaterThanOrEqual(10_000 * rounds);
  expect(counts.withErrors).toBeGreaterThan(5000 * rounds);
  expect(counts.right).toBeGreaterThan(500 * rounds);
}, 240_000);

/** Text that has grown far beyond what it was is taken back: the test is of many edits, not of long texts. */
const tame = (files: readonly File[], right: readonly File[]): readonly File[] =>
  files.map((file) => {
    const original = right.find(({ path }) => path === file.path)!;
    return file.text.length > 2 * original.text.length + 500 ? original : file;
  });

/** What is planned, the columns of every table at every step, and what names stand for. */
function factsOf({ desired, analyses, program, resolutions }: Compilation): unknown {
  const columns = [...analyses.transforms.values()].map(({ declaration, steps, output }) => ({
    address: declaration.address,
    offset: declaration.offset,
    columns: [...steps.map(({ after }) => after), output],
  }));
  const datasets = [...analyses.datasets.values()].map(({ schema, expectations }) => ({ schema, expectations }));
  const names = resolutions.flat().map(({ where, span, target }) => {
    const { file, offset } = target.declaration;
    return { from: [where.file, where.offset + span.start], to: [file, offset] };
  });
  return { desired, columns, datasets, names, places: program.declarations.map(({ file, offset }) => [file, offset]) };
}

const changed = (before: readonly File[], after: readonly File[]): string =>
  after
    .filter((file, index) => file.text !== before[index]?.text)
    .map(({ path, text }) => `${path}:\n${text}`)
    .join("\n");

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
