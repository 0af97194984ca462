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
  const given = new URL("parameters.json", here);
  const parameters = existsSync(given) ? JSON.parse(readFileSync(given, "utf8")) : {};
  return compileProject({ files, parameters, inferred: new Map() });
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
