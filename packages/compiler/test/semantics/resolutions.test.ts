import { expect, test } from "vitest";
import { resolvedNames } from "./resolved-names.ts";

test("names of blocks stand for the blocks", () => {
  const source = `project p {
}
dataset load {
  source = csv("load.csv")
  schema {
    id int
    mw number
  }
}
transform features {
  from load
  join load on id
  split test 20%
}
model m {
  from = features
  predict = mw
  algorithm = linear_regression
}
alert a {
  when = requests < 1/m
  then = retrain(m)
  notify = nobody
}
`;
  expect(resolvedNames(source)).toBe(`from load · load → dataset.load
join load on id · load → dataset.load
from = features · features → transform.features
then = retrain(m) · m → model.m`);
});
