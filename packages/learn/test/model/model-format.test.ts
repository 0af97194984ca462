import { readFileSync } from "node:fs";
import { join } from "node:path";
import { modelVersion } from "@mlopsc/learn";
import { expect, test } from "vitest";
import { ensembleVersion } from "../../src/ensemble/ensemble-model.ts";
import { ensemble, single } from "../../src/model/document/model-shapes.ts";
import type { Field, Shape } from "../../src/model/document/shape.ts";

const page = readFileSync(join(import.meta.dirname, "../../../../docs/model-format.md"), "utf8");

/** By heading: the first two cells of each row of its table. */
type Tables = Record<string, readonly string[]>;

function tablesOfPage(): Tables {
  const sections = page.split(/^### /m).slice(1);
  return Object.fromEntries(
    sections.map((section) => {
      const [heading = "", ...lines] = section.split("\n");
      const rows = lines.filter((line) => line.startsWith("|")).slice(2);
      return [heading.trim(), rows.map((row) => cells(row).slice(0, 2).join(" | "))];
    }),
  );
}

const cells = (row: string): string[] =>
  row
    .split("|")
    .slice(1, -1)
    .map((cell) => cell.trim());

/** What the shapes say, in the form of the page. */
function tablesOfShapes(): Tables {
  const tables: Record<string, readonly string[]> = {};
  const visit = (shape: Shape<unknown>): void => {
    const { parts, text } = shape;
    if (parts === undefined || text in tables) return;
    if (parts.kind === "later") visit(parts.of());
    if (parts.kind === "entries") parts.of.forEach(visit);
    if (parts.kind === "record") {
      tables[text] = Object.entries(parts.fields).map(
        ([name, field]) => `${nameOf(name, field)} | ${field.shape.text}`,
      );
      for (const { shape: inner } of Object.values(parts.fields)) visit(inner);
    }
    if (parts.kind === "variants") {
      tables[text] = [];
      const shapes = [...new Set(Object.values(parts.variants))];
      tables[text] = shapes.map((variant) => variantRow(variant, parts.key, parts.variants));
      for (const field of shapes.flatMap(fieldsOf)) visit(field[1].shape);
    }
  };
  visit(single);
  visit(ensemble);
  return tables;
}

const nameOf = (name: string, { optional }: Field<unknown>): string => `\`${name}\`${optional ? ", optional" : ""}`;

const fieldsOf = ({ parts }: Shape<unknown>): [string, Field<unknown>][] =>
  parts?.kind === "record" ? Object.entries(parts.fields) : [];

function variantRow(variant: Shape<unknown>, key: string, all: Readonly<Record<string, Shape<unknown>>>): string {
  const tags = Object.keys(all).filter((tag) => all[tag] === variant);
  const fields = fieldsOf(variant).filter(([name]) => name !== key);
  const told = fields.map(([name, field]) => `${nameOf(name, field)}: ${field.shape.text}`);
  return `${tags.map((tag) => `\`${tag}\``).join(", ")} | ${told.join("; ")}`;
}

test("docs/model-format.md names every field with its type, and no other", () => {
  const wanted = tablesOfShapes();
  expect(Object.keys(wanted).length).toBeGreaterThan(25);
  expect(tablesOfPage()).toEqual(wanted);
});

test("docs/model-format.md tells the newest versions", () => {
  expect(page).toContain(`| a single model | ${modelVersion} |`);
  expect(page).toContain(`| an ensemble | ${ensembleVersion} |`);
});
