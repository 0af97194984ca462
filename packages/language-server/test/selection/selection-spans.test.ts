import { parseFile } from "@mlopsc/grammar";
import fc from "fast-check";
import { expect, test } from "vitest";
import { selectionSpans } from "../../src/selection/selection-spans.ts";
import { specTexts } from "../example-projects.ts";
import { markedText } from "../marked-text.ts";

/** What is selected, step by step; of several lines the first and the last. */
function drawn(marked: string): string {
  const { text, cursors } = markedText(marked);
  return selectionSpans(parseFile("main.mlops", text), cursors[0]!)
    .map(({ start, end }) =>
      text
        .slice(start, end)
        .trim()
        .replace(/\n[\s\S]*\n/, " … "),
    )
    .join("\n");
}

test("from a word over expression, step and block to the file", () => {
  expect(drawn("project p {\n}\n\ntransform t {\n  from a\n  derive x = log(lo<|>ad + 1) * 2, y = 3\n}\n")).toBe(
    `load
load + 1
log(load + 1)
log(load + 1) * 2
derive x = log(load + 1) * 2, y = 3
transform t { … }
project p { … }`,
  );
});

test("over clauses and sections", () => {
  expect(drawn("dataset d {\n  expect {\n    a < 3 else wa<|>rn\n  }\n}\n")).toBe(
    `warn
else warn
a < 3 else warn
expect { …   }
dataset d { … }
dataset d { … }`,
  );
});

test("each is inside the next, wherever one stands", () => {
  fc.assert(
    fc.property(fc.constantFrom(...specTexts()), fc.double({ min: 0, max: 1, noNaN: true }), (text, at) => {
      const offset = Math.floor(at * text.length);
      const spans = selectionSpans(parseFile("main.mlops", text), offset);
      expect(spans.at(-1)).toEqual({ start: 0, end: text.length });
      for (const [index, { start, end }] of spans.entries()) {
        const outer = spans[index + 1] ?? { start: 0, end: text.length + 1 };
        expect(outer.start <= start && end <= outer.end && outer.end - outer.start > end - start).toBe(true);
        expect(start <= offset && offset <= end).toBe(true);
      }
    }),
  );
});
