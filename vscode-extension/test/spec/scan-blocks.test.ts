import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseFile } from "@mlopsc/grammar";
import { blocks as vocabulary } from "@mlopsc/vocabulary";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { blockAt, blockKinds, scanBlocks } from "../../src/spec/scan-blocks.ts";

const root = join(import.meta.dirname, "../../..");
const specs = ["examples/telco", "examples/electricity", "grammar/test"].flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((file) => file.endsWith(".mlops"))
    .map((file) => join(folder, file)),
);

it("knows the kinds of blocks that the language has", () => {
  expect([...blockKinds].sort()).toEqual(Object.keys(vocabulary).sort());
});

it("finds in real specs the blocks that the parser finds, where it finds them", () => {
  expect(specs.length).toBeGreaterThan(7);
  for (const file of specs) {
    const text = readFileSync(join(root, file), "utf8");
    const parsed = parseFile(file, text).blocks.map(({ block, offset }) => ({
      address: `${block.kind.text}.${block.name?.text}`,
      at: offset + block.kind.span.start,
    }));
    const found = scanBlocks(text).map(({ address, start }) => ({ address, at: start }));
    expect({ file, blocks: found }).toEqual({
      file,
      blocks: parsed,
    });
  }
});

describe("names and sections", () => {
  it("reads names in backticks without them", () => {
    const text = 'dataset `my data {1}` { source = csv("a") }\nmodel b { }';
    const [first, second] = scanBlocks(text);
    expect(first).toMatchObject({ name: "my data {1}", address: "dataset.my data {1}", end: 43 });
    expect(text.slice(first?.nameStart, first?.nameEnd)).toBe("`my data {1}`");
    expect(second?.address).toBe("model.b");
  });

  it("takes each entry of a section, on one line or over several, without its comment", () => {
    const text = `dataset d {
  expect {
    rows >= 1_000      # enough
    # nothing here
    unique(
      a, b)
    name != "# no comment"   else drop
  }
}
model m { from = t  gate { auc >= 0.8 } }`;
    const [dataset, model] = scanBlocks(text);
    const lines = dataset?.sections[0]?.lines ?? [];
    expect(lines.map((line) => line.text)).toEqual([
      "rows >= 1_000",
      "unique(\n      a, b)",
      'name != "# no comment"   else drop',
    ]);
    for (const { start, end, text: shown } of lines) expect(text.slice(start, end)).toBe(shown);
    expect(model?.sections).toEqual([{ name: "gate", lines: [expect.objectContaining({ text: "auc >= 0.8" })] }]);
  });

  it("is not led astray by braces in text and comments", () => {
    const text = 'dataset a {\n  source = csv("{data}/}.csv") # }}\n  sql """ } """\n}\nmodel b {\n}\n';
    expect(scanBlocks(text).map(({ address, end }) => [address, text[end - 1]])).toEqual([
      ["dataset.a", "}"],
      ["model.b", "}"],
    ]);
  });
});

describe("broken files", () => {
  it("ends a block without its brace where the next one begins", () => {
    const text = "dataset a {\n  expect {\n    rows > 1\n\nmodel b {\n  gate {\n    auc > 0.8\n";
    expect(
      scanBlocks(text).map(({ address, sections }) => [address, sections[0]?.lines.map((line) => line.text)]),
    ).toEqual([
      ["dataset.a", ["rows > 1"]],
      ["model.b", ["auc > 0.8"]],
    ]);
  });

  it("never throws, and every block lies in the text, after the one before", () => {
    const piece = fc.constantFrom(
      "model a {",
      "}",
      "{",
      "\n",
      '"',
      '"""',
      "`",
      "#",
      "gate {",
      "auc > 1",
      "expect {",
      "(",
      ")",
      " ",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join("");
        let before = 0;
        for (const { start, end, nameStart, nameEnd } of scanBlocks(text)) {
          expect(start).toBeGreaterThanOrEqual(before);
          expect(nameStart).toBeGreaterThan(start);
          expect(end).toBeGreaterThanOrEqual(nameEnd);
          expect(end).toBeLessThanOrEqual(text.length);
          before = end;
        }
      }),
    );
  });
});

it("says which block an offset is in", () => {
  const text = "model a {\n  from = b\n}\n\nmodel c { }\n";
  const found = (at: string): string | undefined => blockAt(scanBlocks(text), text.indexOf(at))?.address;
  expect([found("from"), found("\n\nmodel"), found("c {"), blockAt(scanBlocks(text), 23)?.address]).toEqual([
    "model.a",
    "model.a",
    "model.c",
    undefined,
  ]);
});
