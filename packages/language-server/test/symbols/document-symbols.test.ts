import { expect, test } from "vitest";
import { type BlockSymbol, documentSymbols } from "../../src/symbols/document-symbols.ts";
import { markedProject } from "../marked-project.ts";

const drawn = (symbols: readonly BlockSymbol[], depth = 0): string =>
  symbols
    .map(({ name, detail, kind, children }) => {
      const line = `${"  ".repeat(depth)}${kind} ${name}${detail === "" ? "" : ` · ${detail}`}`;
      return [line, ...(children.length > 0 ? [drawn(children, depth + 1)] : [])].join("\n");
    })
    .join("\n");

test("blocks with their sections, columns and steps", () => {
  const { snapshot } = markedProject(`dataset load {
  source = csv("load.csv")
  schema {
    at timestamp
  }
}

transform features {
  from load
  derive hour = hour(at)
}
`);
  expect(drawn(documentSymbols(snapshot.syntax).map(({ symbol }) => symbol))).toBe(`block load · dataset
  attribute source · = csv("load.csv")
  section schema
    column at · timestamp
block features · transform
  step from · load
  step derive · hour = hour(at)`);
});

test("of a broken file all that is sound", () => {
  const { snapshot } = markedProject(`dataset load {
  source = csv(

model m {
  from = x
}
dataset `);
  expect(documentSymbols(snapshot.syntax).map(({ symbol }) => symbol.name)).toEqual(["load", "m"]);
});
