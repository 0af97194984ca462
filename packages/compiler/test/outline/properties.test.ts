import { readdirSync, readFileSync } from "node:fs";
import { parseFile } from "@mlopsc/grammar";
import { compareRevisions, type ProgramOutline } from "@mlopsc/plan";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileProject, formatFile, outlineProgram } from "../../src/index.ts";

type Files = Readonly<Record<string, string>>;

const projects: readonly (readonly [string, Files])[] = [
  ...["examples/telco", "examples/electricity", "packages/cli/test/review/project"].map(
    (folder) => [folder, specsIn(new URL(`../../../../${folder}/`, import.meta.url))] as const,
  ),
  ["the language's page", { "all.mlops": read(new URL("../project/language-spec.mlops", import.meta.url)) }],
  ["weights and costs", specsIn(new URL("../cases/planning/", import.meta.url), "blend.mlops")],
];

function specsIn(folder: URL, only?: string): Files {
  const names = readdirSync(folder).filter((name) => name.endsWith(".mlops") && (only === undefined || name === only));
  return Object.fromEntries(names.map((name) => [name, read(new URL(name, folder))]));
}

function read(path: URL): string {
  return readFileSync(path, "utf8");
}

function outlineOf(files: Files): ProgramOutline {
  const list = Object.entries(files).map(([path, text]) => ({ path, text }));
  return outlineProgram(compileProject({ files: list, parameters: {}, inferred: new Map() }));
}

const differenceOf = (base: Files, head: Files) =>
  compareRevisions({ outline: outlineOf(base), fingerprints: {} }, { outline: outlineOf(head), fingerprints: {} });

/** The blocks of all files with their comments, as they are written. */
const blocksOf = (files: Files): readonly string[] =>
  Object.entries(files).flatMap(([path, text]) => parseFile(path, text).blocks.map(({ block }) => block.text));

describe.each(projects)("%s", (_name, files) => {
  const blocks = blocksOf(files);

  // Of one without schemas only the data could tell the columns: those blocks are left out.
  const { notCompared: unknown } = differenceOf(files, files);

  test("formatting, comments, the order of blocks and files mean nothing", () => {
    const shuffled = fc.tuple(
      fc.shuffledSubarray([...blocks], { minLength: blocks.length, maxLength: blocks.length }),
      fc.array(fc.nat(4), { minLength: blocks.length, maxLength: blocks.length }),
      fc.boolean(),
    );
    fc.assert(
      fc.property(shuffled, ([order, places, format]) => {
        const moved: Record<string, string> = {};
        for (const [at, block] of order.entries()) {
          const path = `part ${places[at]}/é.mlops`;
          const text = `# Block ${at}\n\n${block}\n`;
          moved[path] = `${moved[path] ?? ""}${text}`;
        }
        const written = format
          ? Object.fromEntries(Object.entries(moved).map(([path, text]) => [path, formatFile(parseFile(path, text))]))
          : moved;
        const { same, risks, changes, notCompared } = differenceOf(files, written);
        expect({ risks, changes, notCompared }).toEqual({ risks: [], changes: [], notCompared: unknown });
        expect(same).toBe(unknown.length === 0);
      }),
      { numRuns: 25 },
    );
  });

  test("a block that is left out is told, and so is one that comes", () => {
    fc.assert(
      fc.property(fc.nat(blocks.length - 1), (left) => {
        const fewer = { "a.mlops": blocks.filter((_, at) => at !== left).join("\n\n") };
        expect(differenceOf(files, fewer).same).toBe(false);
        expect(differenceOf(fewer, files).same).toBe(false);
      }),
      { numRuns: 15 },
    );
  });
});
