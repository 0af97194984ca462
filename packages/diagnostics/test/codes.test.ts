import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type CodeEntry, codes } from "../src/index.ts";

const entries = Object.entries<CodeEntry<never>>(codes);
const page = readFileSync(new URL("../../../docs/diagnostics.md", import.meta.url), "utf8");

describe("the code table", () => {
  it("has a plausible number of codes", () => expect(entries.length).toBeGreaterThan(60));
  it("has each code once", () => {
    const all = entries.map(([, entry]) => entry.code);
    expect(new Set(all).size).toBe(all.length);
  });
  it("has no two of one name: the later table would hide the other", () => {
    const folder = new URL("../src/codes/", import.meta.url);
    const texts = readdirSync(folder).map((file) => readFileSync(new URL(file, folder), "utf8"));
    const written = texts.flatMap((text) => [...text.matchAll(/"ML\d{4}",/g)]);
    expect(written).toHaveLength(entries.length);
  });
  it.each(entries.map(([name, entry]) => [name, entry] as const))("%s is well formed", (name, entry) => {
    expect(entry.code).toMatch(/^ML[1-5]\d{3}$/);
    expect(name).toMatch(/^[a-z][A-Za-z0-9]+$/);
    expect(["error", "warning", "information"]).toContain(entry.severity);
    expect(entry.explanation.length).toBeGreaterThan(20);
  });
  it("has codes of the text at 1xxx, with an example each", () => {
    const text = entries.filter(([, entry]) => entry.code.startsWith("ML1"));
    expect(text.length).toBeGreaterThan(20);
    for (const [, entry] of text) expect(entry.explanation).toContain("```mlops\n");
  });
});

describe("docs/diagnostics.md", () => {
  const described = [...page.matchAll(/^### (ML\d{4}) (\w+)$/gm)].map(([, code, name]) => `${code} ${name}`);
  it("describes every code", () => {
    expect(described.length).toBeGreaterThan(60);
    for (const [name, entry] of entries) expect(described).toContain(`${entry.code} ${name}`);
  });
  it("describes no other", () => {
    const known = new Set(entries.map(([name, entry]) => `${entry.code} ${name}`));
    for (const heading of described) expect(known).toContain(heading);
  });
});
