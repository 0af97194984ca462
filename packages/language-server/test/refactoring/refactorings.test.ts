import { describe, expect, test } from "vitest";
import { noKnowledge } from "../../src/knowledge/knowledge.ts";
import { offeredAt, refactored } from "./refactored.ts";

const dataset = (name: string): string =>
  `dataset ${name} {\n  source = csv("${name}.csv")\n  key = id\n  schema {\n    id int\n    x number\n    at date\n  }\n}\n`;

describe("extract a transform", () => {
  test("takes the steps from the first to the last selected one, with their comments", () => {
    const text = `${dataset("a")}
## All that is known.
transform features {
  # the rows
  from a
  <|dedupe by id order at  # once
  lag x by 1 order at|>
  derive y = x + 1
  split test 20%
  drop at
}
`;
    expect(refactored("extract-transform", text)).toBe(`${dataset("a")}
transform features_data {
  # the rows
  from a
  dedupe by id order at  # once
  lag x by 1 order at
}

## All that is known.
transform features {
  from features_data
  derive y = x + 1
  split test 20%
  drop at
}
`);
  });
  test("takes just the selected steps, and those above into another one", () => {
    const text = `${dataset("a")}
transform features {
  from a
  dedupe by id order at
  # yesterday's
  <|lag x by 1 order at
  filter x > 0|>
  sort at
  split test 20%
}
`;
    expect(refactored("extract-transform", text, { offer: 1 })).toBe(`${dataset("a")}
transform features_data {
  from a
  dedupe by id order at
}

transform features_steps {
  from features_data
  # yesterday's
  lag x by 1 order at
  filter x > 0
}

transform features {
  from features_steps
  sort at
  split test 20%
}
`);
  });
  test("not below the last relational step, nor all that there is", () => {
    const body = (mark: string): string =>
      `${dataset("a")}transform t {\n  from a\n  dedupe by id order at\n  ${mark}\n  split test 20%\n}\n`;
    expect(offeredAt("extract-transform", body("<|derive y = x + 1|>"))).toEqual([]);
    expect(
      offeredAt("extract-transform", `${dataset("a")}transform t {\n  <|from a\n  dedupe by id order at|>\n}\n`),
    ).toEqual([]);
    expect(
      offeredAt(
        "extract-transform",
        `${dataset("a")}transform t {\n  from a\n  dedupe by id order at<|>\n  sort at\n}\n`,
      ),
    ).toEqual([]);
  });
  test("a name that is taken is not taken again", () => {
    const text = `${dataset("a")}${dataset("t_data")}transform t {\n  from a\n  <|dedupe by id order at|>\n  sort at\n}\n`;
    expect(offeredAt("extract-transform", text)).toEqual(["Extract the steps down to here into transform `t_data_2`"]);
  });
});

describe("inline a transform", () => {
  const used = "transform u {\n  # what is used\n  from t\n  split test 20%\n}\n";
  test("into its only reader, in another file too", () => {
    const files = {
      "a.mlops": `${dataset("a")}\n## Each once.\ntransform <|>t {\n  from a\n\n  dedupe by id order at\n}\n\nparam p : int = 1\n`,
      "b.mlops": used,
    };
    expect(refactored("inline-transform", files)).toBe(`${dataset("a")}\nparam p : int = 1\n`);
    expect(refactored("inline-transform", files, { path: "b.mlops" })).toBe(
      "transform u {\n  # what is used\n  # Each once.\n  from a\n\n  dedupe by id order at\n  split test 20%\n}\n",
    );
  });
  test("at the end of a file no empty lines are left", () => {
    const text = `${used}\n${dataset("a")}\ntransform <|>t {\n  from a\n}\n`;
    expect(refactored("inline-transform", text)).toBe(
      `transform u {\n  # what is used\n  from a\n  split test 20%\n}\n\n${dataset("a")}`,
    );
  });
  test("not where two read it, or one joins it, or stages would change", () => {
    const t = "transform <|>t {\n  from a\n  dedupe by id order at\n}\n";
    const head = dataset("a");
    expect(offeredAt("inline-transform", `${head}${t}${used}`)).toEqual(["Inline into transform `u`"]);
    expect(offeredAt("inline-transform", `${head}${t}${used}transform v {\n  from t\n}\n`)).toEqual([]);
    expect(offeredAt("inline-transform", `${head}${t}transform v {\n  from a\n  join t on id\n}\n`)).toEqual([]);
    const derives = "transform <|>t {\n  from a\n  derive y = x + 1\n}\n";
    expect(offeredAt("inline-transform", `${head}${derives}${used}`)).toEqual([]);
  });
});

describe("move the split", () => {
  const text = `${dataset("a")}transform t {
  from a
  derive y = x + 1
  # a fifth
  <|>split test 20%
  derive z = y + 1
  scale z with standard
}
`;
  test("above or below a row step", () => {
    expect(offeredAt("move-split", text)).toEqual([
      "Move the split up, above `derive`",
      "Move the split down, below `derive`",
    ]);
    const up = refactored("move-split", text);
    expect(up).toContain("  from a\n  # a fifth\n  split test 20%\n  derive y = x + 1\n  derive z = y + 1\n");
    const down = refactored("move-split", text, { offer: 1 });
    expect(down).toContain("  derive z = y + 1\n  # a fifth\n  split test 20%\n  scale z");
  });
  test("not above what makes its columns, a relational step, or below a fitted one", () => {
    const split = (above: string, how: string, below: string): readonly string[] =>
      offeredAt(
        "move-split",
        `${dataset("a")}transform t {\n  from a\n  ${above}\n  split <|>test 20% ${how}\n  ${below}\n}\n`,
      );
    expect(split("derive w = x > 1", "stratify w", "scale x with standard")).toEqual([]);
    expect(split("sort at", "", "drop x")).toEqual(["Move the split down, below `drop`"]);
    expect(split("sort at", "by time at", "drop at")).toEqual([]);
  });
});

test("write the schema that the data have", () => {
  const columns = [
    { name: "id", type: { kind: "int", nullable: false } },
    { name: "Âge (ans)", type: { kind: "number", nullable: true } },
  ] as const;
  const knowledge = { ...noKnowledge, inferredColumns: () => new Map([["a", columns]]) };
  const text = 'dataset <|>a {\n  source = csv("a.csv")  # here\n  expect {\n    rows > 1\n  }\n}\n';
  expect(refactored("write-schema", text, { knowledge })).toBe(`dataset a {
  source = csv("a.csv")  # here
  schema {
    id int
    \`Âge (ans)\` number?
  }

  expect {
    rows > 1
  }
}
`);
  expect(offeredAt("write-schema", text)).toEqual([]);
  expect(offeredAt("write-schema", dataset("<|>a"), knowledge)).toEqual([]);
});

test("sort attributes and sections, with their comments", () => {
  const text = `model <|>m {
  # what must hold
  gate {
    auc > 0.5
  }

  metrics = [auc]  # one
  # from where
  from    = t
}
`;
  expect(refactored("sort-attributes", text)).toBe(`model m {
  # from where
  from    = t

  metrics = [auc]  # one
  # what must hold
  gate {
    auc > 0.5
  }
}
`);
  expect(offeredAt("sort-attributes", "model <|>m {\n  from = t\n  metrics = [auc]\n}\n")).toEqual([]);
  expect(offeredAt("sort-attributes", "model <|>m { metrics = [auc]  from = t }\n")).toEqual([]);
  expect(offeredAt("sort-attributes", "model <|>m {\n  metrics = [auc]\n  other = 1\n  from = t\n}\n")).toEqual([]);
});

test("sort blocks in the order of the data", () => {
  const text = `# Everything.

model m {
  from = t
}

param p : int = 1

# Alone.

## What is learned from.
transform t {
  from a
  filter x > q
}
${dataset("a")}
param q : int = 2<|>
`;
  expect(refactored("sort-blocks", text)).toBe(`# Everything.

${dataset("a").trim()}

param q : int = 2

# Alone.

## What is learned from.
transform t {
  from a
  filter x > q
}
model m {
  from = t
}

param p : int = 1
`);
});
