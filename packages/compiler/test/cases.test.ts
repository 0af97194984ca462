import { existsSync, readdirSync, readFileSync } from "node:fs";
import { codes } from "@mlopsc/diagnostics";
import { expect, test } from "vitest";
import { compileProject } from "../src/index.ts";
import { annotate } from "./annotate.ts";

const folder = new URL("./cases/", import.meta.url);
const rooms = ["names", "parameters", "expressions", "datasets", "transforms"];
const cases = rooms.flatMap((room) => readdirSync(new URL(`${room}/`, folder)).map((name) => `${room}/${name}`));

function compileCase(name: string) {
  const here = new URL(`${name}/`, folder);
  const files = readdirSync(here)
    .filter((file) => file.endsWith(".mlops"))
    .map((path) => ({ path, text: readFileSync(new URL(path, here), "utf8") }));
  const parameters = parametersOf(name);
  return { ...compileProject({ files, parameters, inferred: new Map() }), files };
}

function parametersOf(name: string): Readonly<Record<string, string>> {
  const given = new URL(`${name}/parameters.json`, folder);
  return existsSync(given) ? JSON.parse(readFileSync(given, "utf8")) : {};
}

test.each(cases)("%s", async (name) => {
  const { diagnostics, ...compiled } = compileCase(name);
  const sources = readdirSync(new URL(`${name}/`, folder)).filter((file) => file.endsWith(".mlops"));
  expect(sources.length).toBeGreaterThan(0);
  const files = sources.map((path) => ({ path, text: readFileSync(new URL(`${name}/${path}`, folder), "utf8") }));
  await expect(annotate(files, diagnostics)).toMatchFileSnapshot(`./cases/${name}/diagnostics.txt`);
  expect(compiled.desired === null || diagnostics.every(({ severity }) => severity !== "error")).toBe(true);
});

test("every code of names, values, datasets and transforms is raised by some case", () => {
  const wanted = Object.values(codes)
    .map(({ code }) => code)
    .filter((code) => /^ML(2\d|3[0-4])\d\d$/.test(code));
  expect(wanted.length).toBeGreaterThan(80);
  const raised = new Set(cases.flatMap((name) => compileCase(name).diagnostics.map(({ code }) => code)));
  expect(wanted.filter((code) => !raised.has(code))).toEqual([]);
});

const fixable = cases.flatMap((name) =>
  compileCase(name).diagnostics.flatMap((found) => found.fixes.map((fix) => ({ name, found, fix }))),
);

test("every fix takes away what it is offered for, and nothing that could be read", () => {
  expect(fixable.length).toBeGreaterThan(50);
  for (const { name, found, fix } of fixable) {
    const { files, diagnostics } = compileCase(name);
    const changed = files.map(({ path, text }) => ({
      path,
      text: applyEdits(
        text,
        fix.edits.filter(({ file }) => file === path),
      ),
    }));
    const after = compileProject({ files: changed, parameters: parametersOf(name), inferred: new Map() }).diagnostics;
    const same = (list: typeof diagnostics): number =>
      list.filter(({ code, message }) => code === found.code && message === found.message).length;
    const broken = (list: typeof diagnostics): number => list.filter(({ code }) => code.startsWith("ML1")).length;
    expect([name, found.message, same(after)]).not.toEqual([name, found.message, same(diagnostics)]);
    expect(broken(after)).toBeLessThanOrEqual(broken(diagnostics));
  }
});

function applyEdits(
  text: string,
  edits: readonly { readonly span: { start: number; end: number }; readonly newText: string }[],
): string {
  const last = [...edits].sort((a, b) => b.span.start - a.span.start);
  return last.reduce(
    (changed, { span, newText }) => changed.slice(0, span.start) + newText + changed.slice(span.end),
    text,
  );
}
