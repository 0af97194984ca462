import { readFileSync } from "node:fs";
import { join } from "node:path";
import { compileProject, formatFile } from "@mlopsc/compiler";
import { parseFile } from "@mlopsc/grammar";
import { blocks } from "@mlopsc/vocabulary";
import { describe, expect, it } from "vitest";
import { scanBlocks } from "../../src/spec/scan-blocks.ts";
import { expandSnippet } from "./expand-snippet.ts";

interface Snippet {
  readonly prefix: string;
  readonly description: string;
  readonly body: readonly string[];
}

const folder = join(import.meta.dirname, "../..");
const snippets: Record<string, Snippet> = JSON.parse(readFileSync(join(folder, "language/snippets.json"), "utf8"));

/** What the snippets' defaults refer to; the block that a snippet writes takes the place of the one of its name. */
const base = readFileSync(join(import.meta.dirname, "project-of-snippets.mlops"), "utf8");

function projectWith(snippet: string): string {
  const written = new Set(scanBlocks(snippet).map(({ address }) => address));
  const kept = scanBlocks(base).filter(({ address }) => !written.has(address));
  return [...kept.map(({ start, end }) => base.slice(start, end)), snippet].join("\n\n");
}

it("there is one for every kind of block", () => {
  const written = Object.values(snippets).flatMap(({ body }) => scanBlocks(expandSnippet(body)));
  expect([...new Set(written.map(({ kind }) => kind))].sort()).toEqual(Object.keys(blocks).sort());
});

describe.each(Object.entries(snippets))("%s", (_, { body, description }) => {
  const text = expandSnippet(body);
  it("is a valid spec as it stands", () => {
    const files = [{ path: "main.mlops", text: projectWith(text) }];
    const { diagnostics } = compileProject({ files, parameters: {}, inferred: new Map() });
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    expect(errors.map(({ code, message }) => `${code} ${message}`)).toEqual([]);
  });
  it("is laid out as mlopsc fmt does it, and says what it is", () => {
    expect(formatFile(parseFile("main.mlops", text)).trim()).toBe(text.trim());
    expect(description).toMatch(/\.$/);
  });
});
