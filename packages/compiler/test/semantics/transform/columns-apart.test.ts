import type { ModelDefinition } from "@mlopsc/vocabulary";
import { expect, test } from "vitest";
import { compile } from "../../models/compile-source.ts";

/** What a model of orders is trained by; `steps` stand below the split. */
function compiled(model: string, steps: readonly string[]): { problems: string[]; definition?: ModelDefinition } {
  const { diagnostics, desired } = compile({
    "main.mlops": `project p { seed = 1 }

dataset orders {
  source = csv("orders.csv")
  key    = number
  schema {
    number  int
    weight  number
    volume  number
    paid    number
    depot   category  in ["north", "south"]
    late    category  in ["no", "yes"]
  }
}

transform prepared {
  from orders
  split test 20%
  ${steps.join("\n  ")}
}

model m {
  from      = prepared
  features  = all
  validate  = cross_validation(folds: 2)
  ${model}
}
`,
  });
  const problems = diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message);
  const step = desired.steps.find(({ address }) => address === "model.m");
  return { problems, ...(step?.kind === "train-model" ? { definition: step.config.definition } : {}) };
}

test("`category` in one_hot does not mean the category that is predicted", () => {
  for (const method of ["one_hot", "ordinal", "hashing", "target"]) {
    const { problems, definition } = compiled("predict = late\n  algorithm = decision_tree", [
      `encode category with ${method}`,
    ]);
    expect(problems, method).toEqual([]);
    expect(definition, method).toMatchObject({
      ...{ task: "binary", target: "late" },
      steps: [{ kind: "encode", columns: { names: ["depot"] } }],
    });
  }
});

test("`numeric` in pca means neither the number that is predicted, nor what weighs rows, nor the key", () => {
  const { problems, definition } = compiled("predict = paid\n  weights = weight\n  algorithm = ridge", [
    "drop late",
    "encode depot with one_hot",
    "pca numeric to 1",
  ]);
  expect(problems).toEqual([]);
  expect(definition?.steps.at(-1)).toMatchObject({ kind: "pca", columns: { names: ["volume"] } });
});

test("a step that names what is predicted, or puts another in its place, is held to it", () => {
  const named = compiled("predict = late\n  algorithm = decision_tree", [
    "encode category with one_hot",
    'derive late = if(volume > 1, "yes", "no")',
  ]);
  expect(named.problems.join()).not.toContain("is gone");
  const gone = compiled("predict = late\n  algorithm = decision_tree", ["encode late with one_hot"]);
  expect(gone.problems).toEqual(["The column `late` is gone: `encode` left it out."]);
});
