import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { risks } from "./edits.ts";

const root = join(import.meta.dirname, "../../../..");
const page = readFileSync(join(root, "docs/review.md"), "utf8");
const rules = readdirSync(join(root, "packages/plan/src/diff/rules")).flatMap((file) => {
  const text = readFileSync(join(root, "packages/plan/src/diff/rules", file), "utf8");
  const [, name, title] = /: Rule = \{\n {2}name: "([^"]+)",\n {2}title: "([^"]+)"/.exec(text) ?? [];
  return name === undefined ? [] : [`${name} ${title}`];
});

test("the page tells every rule and no other", () => {
  expect(rules.length).toBeGreaterThan(20);
  const told = [...page.matchAll(/^\| `([\w-]+)` \| ([A-Z][^|]*) \| /gm)].map(([, name, title]) => `${name} ${title}`);
  expect(told.sort()).toEqual([...rules].sort());
});

test("every rule is shown by an edit", () => {
  const shown = new Set(risks.map(({ risk }) => risk));
  expect(rules.map((rule) => rule.split(" ")[0]).filter((name) => !shown.has(name))).toEqual([]);
});
