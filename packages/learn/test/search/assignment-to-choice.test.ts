import { assignmentToChoice } from "@mlopsc/learn";
import type { Task } from "@mlopsc/vocabulary";
import { expect, test } from "vitest";

test("the assignment goes over the fixed values, and those over the defaults", () => {
  const fixed = { algorithm: "random_forest", parameters: { trees: 20, max_depth: 3 } } as const;
  expect(assignmentToChoice({ fixed }, { trees: 50 })).toEqual({
    algorithm: "random_forest",
    parameters: {
      ...{ trees: 50, max_depth: 3, min_samples_leaf: 1, max_features: null, max_bins: 4096 },
      ...{ bootstrap: true, class_weight: "none" },
    },
  });
});

test("the algorithm may be a dimension; what belongs to another is left out", () => {
  const fixed = { algorithm: "random_forest", parameters: { trees: 20 } } as const;
  expect(assignmentToChoice({ fixed }, { algorithm: "ridge", alpha: 3 })).toEqual({
    algorithm: "ridge",
    parameters: { alpha: 3 },
  });
  expect(() => assignmentToChoice({ fixed: null }, {})).toThrow("no algorithm");
});

test("what means nothing for the task is left out, as of a model that names its learner", () => {
  const named = (task: Task): readonly string[] =>
    Object.keys(assignmentToChoice({ fixed: null }, { algorithm: "gradient_boosting" }, task).parameters);
  expect(named("regression")).toEqual(expect.arrayContaining(["loss", "quantile"]));
  expect(named("regression")).not.toContain("class_weight");
  expect(named("binary")).toContain("class_weight");
  for (const name of ["loss", "quantile"]) expect(named("binary")).not.toContain(name);
});
