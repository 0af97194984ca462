import type { Step } from "@mlopsc/plan";
import { expect, test } from "vitest";
import { compile } from "../models/compile-source.ts";

/** The steps of a model of three classes and of one of two, each with costs, and of an ensemble of the former. */
function steps(costOfTin: number): readonly Step[] {
  const source = `project p { seed = 1 }

dataset ores {
  source = csv("ores.csv")
  key    = sample
  schema {
    sample   id
    density  number
    pure     bool
    kind     category in ["gold", "silver", "tin"]
  }
}

transform measured {
  from ores
  split test 20%
}

model graded {
  from      = measured
  predict   = kind
  algorithm = random_forest
  costs {
    gold  = taken_for(tin: ${costOfTin})
    other = 1
  }
}

model graded_too {
  from      = measured
  predict   = kind
  algorithm = extra_trees
}

ensemble both {
  members = [graded_too, graded]
}

model parted {
  from      = measured
  predict   = pure
  algorithm = random_forest
  costs {
    miss        = 10
    false_alarm = 1
  }
}
`;
  const { diagnostics, desired } = compile({ "main.mlops": source });
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return desired.steps;
}

const configAt = (address: string, of: readonly Step[] = steps(20)): unknown =>
  of.find((step) => step.address === address)?.config;

const costs = { classes: "named", pairs: [{ actual: "gold", predicted: "tin", cost: 20 }], other: 1 };

test("the costs of several classes are a part of the model, of its baseline and of an ensemble, as they decide", () => {
  expect(configAt("model.graded")).toMatchObject({ definition: { costs } });
  expect(configAt("model.graded/baseline")).toMatchObject({ definition: { costs } });
  expect(configAt("ensemble.both")).toMatchObject({ costs });
  expect(configAt("model.graded_too")).not.toHaveProperty("definition.costs");
});

test("the costs of two classes only measure, where no threshold goes by them", () => {
  expect(configAt("model.parted")).not.toHaveProperty("definition.costs");
});
