import { expect, test } from "vitest";
import { compile } from "./compile-source.ts";

const text = `
project p { seed = 1 }
dataset load {
  source = csv("load.csv")
  schema {
    hour  int
    load  number
    kind  category  in ["a", "b"]
  }
}
transform features {
  from load
  split test 20%
  encode kind with one_hot
  encode hour with cyclic(24)
}
model m {
  from      = features
  predict   = load
  algorithm = linear_regression
}
`;

test("a number on a circle is two calculations that requests make too, and the families of names stay", () => {
  const { desired, diagnostics } = compile({ "p.mlops": text });
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  const train = desired?.steps.find(({ address }) => address === "model.m");
  if (train?.kind !== "train-model") throw new Error("no model");
  const { input, steps, features } = train.config.definition;
  expect(input.map(({ name, trainingOnly }) => [name, trainingOnly === true])).toEqual([
    ["hour", false],
    ["load", true],
    ["kind", false],
  ]);
  const turn = { kind: "literal", type: "number", value: (2 * Math.PI) / 24 };
  const angle = { kind: "call", function: "multiply", arguments: [{ kind: "column", name: "hour" }, turn] };
  expect(steps.slice(1)).toEqual([
    ...(["sin", "cos"] as const).map((part) => ({
      kind: "derive",
      name: `hour_${part}`,
      type: "number",
      expression: { kind: "call", function: part, arguments: [angle] },
    })),
    {
      kind: "select",
      columns: ["load", "hour_sin", "hour_cos"].map((name) => ({ from: name, to: name })),
      families: ["kind="],
    },
  ]);
  expect(features).toMatchObject({ all: "any", except: ["hour", "load", "kind"] });
});
