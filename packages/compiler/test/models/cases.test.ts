import { readdirSync, readFileSync } from "node:fs";
import { codes } from "@mlopsc/diagnostics";
import { describe, expect, test } from "vitest";
import { annotate } from "./annotate.ts";
import { compile } from "./compile-source.ts";

const folder = new URL("../cases/models/", import.meta.url);
const shared = readFileSync(new URL("shared.tables.mlops", folder), "utf8");
const cases = readdirSync(folder).filter((name) => name.endsWith(".mlops") && name !== "shared.tables.mlops");

const compiled = new Map(
  cases.map((name) => {
    const text = readFileSync(new URL(name, folder), "utf8");
    return [name, { text, ...compile({ "shared.tables.mlops": shared, [name]: text }) }] as const;
  }),
);

test("what the cases share has no mistake", () => {
  expect(compile({ "shared.tables.mlops": shared }).diagnostics.filter(({ severity }) => severity === "error")).toEqual(
    [],
  );
});

describe("what is found stands under its line", () => {
  test.each(cases)("%s", async (name) => {
    const { text, diagnostics } = compiled.get(name)!;
    const own = diagnostics.filter(({ place }) => place?.file === name || place === undefined);
    await expect(annotate(name, text, own)).toMatchFileSnapshot(
      `../cases/models/${name.replace(".mlops", ".found.txt")}`,
    );
  });
});

test("every code of models and what builds on them is raised by some case", () => {
  const wanted = Object.values(codes)
    .map(({ code }) => code)
    .filter((code) => code >= "ML3500" && code < "ML4000");
  expect(wanted.length).toBeGreaterThan(50);
  const raised = new Set([...compiled.values()].flatMap(({ diagnostics }) => diagnostics.map(({ code }) => code)));
  expect(wanted.filter((code) => !raised.has(code))).toEqual([]);
});

test("every fix takes away what it mends", () => {
  let fixes = 0;
  for (const [name, { text, diagnostics }] of compiled) {
    for (const { code, message, place, fixes: offered } of diagnostics) {
      for (const { edits } of offered) {
        const files: Record<string, string> = { "shared.tables.mlops": shared, [name]: text };
        for (const { file, span, newText } of [...edits].sort((a, b) => b.span.start - a.span.start)) {
          files[file] = files[file]!.slice(0, span.start) + newText + files[file]!.slice(span.end);
        }
        const count = (all: readonly { code: string; message: string }[]) =>
          all.filter((each) => each.code === code && each.message === message).length;
        const before = count(diagnostics);
        expect(count(compile(files).diagnostics), `${name} ${place?.span.start} ${message}`).toBeLessThan(before);
        fixes += 1;
      }
    }
  }
  expect(fixes).toBeGreaterThan(15);
});
