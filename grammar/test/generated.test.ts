import { existsSync, readFileSync } from "node:fs";
import { codes } from "@mlopsc/diagnostics";
import * as vocabulary from "@mlopsc/vocabulary";
import { describe, expect, it } from "vitest";
import { generated } from "../generate/index.mjs";
import * as grammar from "../src/index.ts";

const root = new URL("../../", import.meta.url);

describe("what is made from the tables", () => {
  const files = generated({ vocabulary, grammar, codes });
  it("is several files", () => expect(files.size).toBeGreaterThanOrEqual(9));
  it.each([...files])("%s is up to date (npm run build && npm run generate)", (path, text) => {
    const file = new URL(path, root);
    expect(existsSync(file)).toBe(true);
    expect(readFileSync(file, "utf8") === text, path).toBe(true);
  });
  it("is the same each time", () => expect([...generated({ vocabulary, grammar, codes })]).toEqual([...files]));
  it("loads nothing from a network", () => {
    const page = files.get("grammar/generated/railroad.html") ?? "";
    expect(page).toContain("<svg");
    expect(page).not.toMatch(/<script|<link|src=|url\(|@import/);
  });
  it("has a diagram and an EBNF rule for every rule", () => {
    for (const { name } of grammar.serialisedRules()) {
      expect(files.get("grammar/generated/railroad.html")).toContain(`id="${name}"`);
      expect(files.get("grammar/generated/mlops.ebnf")).toContain(`\n${name} = `);
    }
  });
});
