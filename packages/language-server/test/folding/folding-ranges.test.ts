import { parseFile } from "@mlopsc/grammar";
import { expect, test } from "vitest";
import { foldingRanges } from "../../src/folding/folding-ranges.ts";

/** The lines of a text, before each which folds begin (`+`, comments `#`), go on and end there. */
function drawn(text: string): string {
  const ranges = foldingRanges(parseFile("main.mlops", text));
  return text
    .split("\n")
    .map((line, at) => {
      const signs = ranges.map(({ firstLine, lastLine, isComment }) => {
        if (at === firstLine) return isComment ? "#" : "+";
        return firstLine < at && at <= lastLine ? "|" : " ";
      });
      return `${signs.join("")} ${line}`.trimEnd();
    })
    .join("\n");
}

test("comments, blocks, sections and lists of several lines", () => {
  expect(
    drawn(`# A file
# of lines.

## A dataset.
## It is large.
dataset a {
  source = csv("a.csv")
  # one
  # two
  schema {
    a int
  }
}

model m {
  features = [
    a,
    b,
  ]
  gate { auc > 0.5 }
}
param p : int = 1

# The end
# of it.`),
  ).toMatchInlineSnapshot(`
    "#        # A file
    |        # of lines.

     #       ## A dataset.
     |       ## It is large.
       +     dataset a {
       |       source = csv("a.csv")
      #|       # one
      ||       # two
       |+      schema {
       ||        a int
       |       }
             }

         +   model m {
         |+    features = [
         ||      a,
         ||      b,
         |     ]
         |     gate { auc > 0.5 }
             }
             param p : int = 1

           # # The end
           | # of it."
  `);
});

test("a broken block", () => {
  expect(drawn(`transform t {\n  from a\n  derive =\n\nmodel m {\n  from = t\n}`)).toMatchInlineSnapshot(`
    "+  transform t {
    |    from a
    |    derive =

     + model m {
     |   from = t
       }"
  `);
});
