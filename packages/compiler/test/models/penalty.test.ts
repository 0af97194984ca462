import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { compile } from "./compile-source.ts";

const read = (name: string): string => readFileSync(new URL(`../cases/models/${name}`, import.meta.url), "utf8");

test("none is a word where it is one of the choices, and no value elsewhere", () => {
  const files = { "shared.tables.mlops": read("shared.tables.mlops"), "penalty.mlops": read("penalty.mlops") };
  const steps = JSON.stringify(compile(files).desired);
  expect(steps).toContain('"penalty":"none"');
  expect(steps).toContain('"strategy":null');
  expect(steps).toContain('"options":["none","l1","l2"]');
});
