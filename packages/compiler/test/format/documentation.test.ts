import { readdirSync, readFileSync } from "node:fs";
import { parseFile } from "@mlopsc/grammar";
import { blockEntry, blocks, isBlockKind } from "@mlopsc/vocabulary";
import { describe, expect, it } from "vitest";
import { formatFile } from "../../src/format/format-file.ts";

const language = new URL("../../../../docs/language/", import.meta.url);
const pages = ["index.md", ...readdirSync(new URL("reference/", language)).map((page) => `reference/${page}`)];
const examples = pages.flatMap((page) =>
  [...readFileSync(new URL(page, language), "utf8").matchAll(/```mlops\n([\s\S]*?)```/g)].map(
    (match) => [page, match[1] ?? ""] as const,
  ),
);

describe("examples of the documentation", () => {
  it("are many", () => expect(examples.length).toBeGreaterThan(40));
  it.each(examples.filter(([page]) => page !== "reference/steps.md"))("in %s can be read: %s", (_page, example) => {
    const file = parseFile("page.mlops", example);
    expect([...file.problems, ...file.blocks.flatMap(({ block }) => block.problems)]).toEqual([]);
  });
  it.each(examples.filter(([page]) => page === "reference/steps.md"))("in %s can be read: %s", (_page, example) => {
    const file = parseFile("page.mlops", `transform t {\n${example}}`);
    expect(file.blocks.flatMap(({ block }) => block.problems)).toEqual([]);
    expect(file.blocks[0]?.block.members).toHaveLength(1);
    expect(file.blocks[0]?.block.members[0]?.node).toBe("step");
  });
  it.each(examples.filter(([page]) => page === "index.md"))("in %s are laid out by the formatter", (_page, example) => {
    expect(formatFile(parseFile("page.mlops", example))).toBe(example);
  });
  it("are there for every kind of block", () => {
    const kinds = Object.keys(blocks);
    expect(kinds.length).toBeGreaterThan(10);
    for (const kind of kinds) expect(isBlockKind(kind) && blockEntry(kind).example.startsWith(kind)).toBe(true);
  });
});
