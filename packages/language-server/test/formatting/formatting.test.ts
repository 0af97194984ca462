import { formatFile } from "@mlopsc/compiler";
import { parseFile } from "@mlopsc/grammar";
import { describe, expect, test } from "vitest";
import { fileEdits } from "../../src/formatting/file-edits.ts";
import { rangeEdits } from "../../src/formatting/range-edits.ts";
import { typedEdits } from "../../src/formatting/typed-edits.ts";
import { markedText } from "../marked-text.ts";
import { applied, drawnEdits } from "./drawn-edits.ts";

const parsed = (text: string) => parseFile("main.mlops", text);

test("only white space that differs is edited", () => {
  const text = 'project x {\n    seed=1\n  description = "x"\n}\n\n\n\nparam a : int=1';
  expect(drawnEdits(text, fileEdits(parsed(text)))).toBe(`project x {
  [  →]seed[→        ]=[→ ]1
  description = "x"
}

[

→]param a : int[→ ]=[→ ]1[→
]`);
});

test("what is broken stays, the rest is put into layout", () => {
  const text = "project x {\n  seed=1\n  description ==   3\n}\ndataset  {\n  source=1";
  expect(applied(text, fileEdits(parsed(text)))).toBe(
    "project x {\n  seed = 1\n  description ==   3\n}\n\ndataset  {\n  source=1\n",
  );
});

test("a list that is broken gets its comma", () => {
  const text = "model m {\n  features = [\n    a,b]\n}\n";
  expect(drawnEdits(text, fileEdits(parsed(text)))).toBe("model m {\n  features = [\n    a,[→\n    ]b[→,\n  ]]\n}\n");
});

describe("a range", () => {
  const range = (marked: string): string => {
    const { text, ranges } = markedText(marked);
    return applied(text, rangeEdits(parsed(text), ranges[0]!));
  };
  test("takes its lines as a whole", () => {
    expect(range('project x {\n    se<|ed|>=1\n    description = "x"\n}\nparam a:int=1\n')).toBe(
      'project x {\n  seed        = 1\n    description = "x"\n}\nparam a:int=1\n',
    );
  });
  test("takes members of several lines as a whole, and several blocks", () => {
    expect(range("dataset x {\n    key=a\n  schema {\n a <|int\n b int\n}\n}\nparam a:in|>t=1\nparam b:int=1\n")).toBe(
      "dataset x {\n    key=a\n  schema {\n    a  int\n    b  int\n  }\n}\n\nparam a : int = 1\nparam b:int=1\n",
    );
  });
});

describe("while typing", () => {
  const typed = (marked: string, character: string): string => {
    const { text, cursors } = markedText(marked);
    return applied(text, typedEdits(parsed(text), cursors[0]!, character));
  };
  test("a closing brace puts its block into layout, and no other", () => {
    expect(typed("param a:int=1\nproject x {\n    seed=1\n  }<|>\nparam b:int=1\n", "}")).toBe(
      "param a:int=1\nproject x {\n  seed = 1\n}\nparam b:int=1\n",
    );
  });
  test("a new line is indented, and what stands above it aligned", () => {
    expect(typed('project x {\n  seed=1\n  description = "x"\n<|>\n}\n', "\n")).toBe(
      'project x {\n  seed        = 1\n  description = "x"\n  \n}\n',
    );
  });
  test("a brace on the new line stands one further out", () => {
    expect(typed("dataset x {\n  schema {\n    a int\n<|>}\n}\n", "\n")).toBe(
      "dataset x {\n  schema {\n    a  int\n  }\n}\n",
    );
  });
  test("in a block that is still open too", () => {
    expect(typed("transform x {\n  from   a\n<|>", "\n")).toBe("transform x {\n  from   a\n  ");
    expect(typed("model x {\n  features = [\n<|>", "\n")).toBe("model x {\n  features = [\n    ");
  });
  test("a text of several lines is nobody else's", () => {
    expect(typed('transform x {\n  sql """select\n<|>\n"""\n}\n', "\n")).toBe(
      'transform x {\n  sql """select\n\n"""\n}\n',
    );
  });
});

test("layout of a file is what the compiler prints", () => {
  const text = "param a:int=1\nproject x {\n    seed=1\n  }";
  expect(applied(text, fileEdits(parsed(text)))).toBe(formatFile(parsed(text)));
});
