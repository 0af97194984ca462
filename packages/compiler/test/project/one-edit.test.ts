import { readdirSync, readFileSync } from "node:fs";
import type { Diagnostic } from "@mlopsc/diagnostics";
import { units } from "@mlopsc/grammar";
import { algorithms, functions, metrics } from "@mlopsc/vocabulary";
import { expect, test } from "vitest";
import { compileProject } from "../../src/index.ts";

// Whoever slips on a key must be told so at that place, with the right word first: keys, verbs, clauses, kinds, functions,
// hyper-parameters, names that are used, units. Names that are declared and free text may be anything.

interface File {
  readonly path: string;
  readonly text: string;
}
interface Slip {
  readonly files: readonly File[];
  readonly original: File;
  readonly start: number;
  readonly written: string;
  readonly label: string;
}

const examples = ["telco", "electricity"].map((name): readonly File[] => {
  const folder = new URL(`../../../../examples/${name}/`, import.meta.url);
  const paths = readdirSync(folder).filter((path) => path.endsWith(".mlops"));
  return paths.map((path) => ({ path, text: readFileSync(new URL(path, folder), "utf8") }));
});
const rounds = Number(process.env["MLOPSC_ROUNDS"] ?? 1);

test("the examples themselves have no mistake", () => {
  for (const files of examples) {
    expect(diagnosticsOf(files).filter(({ severity }) => severity !== "information")).toEqual([]);
  }
});

test("a slip of one letter is an error at its place, with the right word as the first fix", () => {
  const slips = Array.from({ length: rounds }, (_, round) => examples.flatMap((files) => slipsIn(files, round))).flat();
  expect(slips.length).toBeGreaterThan(450 * rounds);
  const missed: string[] = [];
  const wrong: string[] = [];
  for (const slip of slips) {
    const changed = slip.files.find(({ path }) => path === slip.original.path)!;
    const end = slip.start + slip.written.length;
    const found = diagnosticsOf(slip.files).find(
      ({ severity, place }) =>
        severity === "error" && place?.file === changed.path && place.span.start <= end && place.span.end >= slip.start,
    );
    if (found === undefined) missed.push(slip.label);
    else if (mended(changed, found) !== slip.original.text) wrong.push(`${slip.label}: ${found.message}`);
  }
  if (rounds > 1)
    console.log(`${slips.length} slips, ${missed.length} missed, ${wrong.length} without the right word first`);
  expect(missed).toEqual([]);
  expect(wrong.length / slips.length, wrong.join("\n")).toBeLessThan(0.05);
});

const diagnosticsOf = (files: readonly File[]): readonly Diagnostic[] =>
  compileProject({ files, parameters: {}, inferred: new Map() }).diagnostics;

/** The text after the first fix. */
function mended({ path, text }: File, { fixes }: Diagnostic): string {
  const edits = (fixes[0]?.edits ?? []).filter(({ file }) => file === path);
  return [...edits]
    .sort((a, b) => b.span.start - a.span.start)
    .reduce((result, { span, newText }) => result.slice(0, span.start) + newText + result.slice(span.end), text);
}

const token = /#[^\n]*|"(?:[^"\\]|\\.)*"|`[^`]*`|\d[\d_.:-]*[a-z%]*|[\p{L}_][\p{L}\p{N}_]*/gu;

function slipsIn(files: readonly File[], round: number): Slip[] {
  const random = randomFrom(7 + round);
  const words = new Set(files.flatMap(({ text }) => text.match(token) ?? []));
  for (const word of [...Object.keys(functions), ...Object.keys(algorithms), ...Object.keys(metrics)]) words.add(word);
  return files.flatMap((original) =>
    [...original.text.matchAll(token)].flatMap(({ 0: word, index }, count): Slip[] => {
      const written = isUsed(word, index, original.text) ? slipOf(word, count % 4, random) : word;
      // What happens to be another right word is no slip.
      const isUnit = units.includes(/^\d[\d_]*(.*)$/.exec(written)?.[1] ?? "");
      if (written === word || words.has(written) || isUnit) return [];
      const text = original.text.slice(0, index) + written + original.text.slice(index + word.length);
      const changed = files.map((file) => (file === original ? { path: file.path, text } : file));
      const line = original.text.slice(0, index).split("\n").length;
      return [
        { files: changed, original, start: index, written, label: `${original.path}:${line} ${word} → ${written}` },
      ];
    }),
  );
}

/** Not what is declared here (a block, a column) and not free text. */
function isUsed(word: string, at: number, text: string): boolean {
  if (word.startsWith("#") || word.startsWith('"')) return false;
  if (/^\d/.test(word)) return /[a-z]$/.test(word);
  const lineStart = text.lastIndexOf("\n", at - 1) + 1;
  const before = text.slice(lineStart, at);
  const header = text
    .slice(0, lineStart)
    .match(/^\w+(?=[^\n]*\{)/gmu)
    ?.at(-1);
  if (/^\w+ $/.test(before)) return false;
  if (header === "transform" && before !== "" && /^\s*=(?!=)/.test(text.slice(at + word.length))) return false;
  const section = text
    .slice(0, lineStart)
    .match(/\w+(?= \{\n)|\}/g)
    ?.at(-1);
  return section !== "schema" || before.trim() !== "";
}

/** One letter left out, put in, or taken for another; or two neighbours swapped. Of a number, its unit. */
function slipOf(word: string, kind: number, random: () => number): string {
  const open = /^(?:[\d_.:-]*\d|`)/.exec(word)?.[0] ?? "";
  const close = word.startsWith("`") ? "`" : "";
  const inner = word.slice(open.length, word.length - close.length);
  const at = Math.floor(random() * inner.length);
  const letter = "abcdefghijklmnopqrstuvwxyz"[Math.floor(random() * 26)]!;
  const pair = Math.max(0, Math.min(at, inner.length - 2));
  // A unit is too short to lose a letter or to guess from another.
  const changed = [
    open !== "" && close === "" ? `${inner}${letter}` : inner.slice(0, at) + inner.slice(at + 1),
    `${inner.slice(0, at)}${letter}${inner.slice(at)}`,
    open !== "" && close === "" ? `${letter}${inner}` : `${inner.slice(0, at)}${letter}${inner.slice(at + 1)}`,
    `${inner.slice(0, pair)}${inner[pair + 1] ?? ""}${inner[pair]}${inner.slice(pair + 2)}`,
  ][kind]!;
  return changed === "" ? word : open + changed + close;
}

function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}
