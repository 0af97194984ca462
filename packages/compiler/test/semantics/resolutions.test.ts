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
  expect(resolvedNames(source)).toMatchInlineSnapshot(`
    "id int · id → load.id
    mw number · mw → load.mw
    from load · load → dataset.load
    join load on id · load → dataset.load · id → load.id · id → load.id
    from = features · features → transform.features
    predict = mw · mw → load.mw
    then = retrain(m) · m → model.m"
  `);
});

test("a column keeps its identity through the steps that pass it on", () => {
  const source = `project p {
}
param share : number = 20%
param data : text = "data"
dataset load {
  source = csv("{data}/load.csv")
  key = id
  schema {
    id int
    mw number?
    kind category
  }
  expect {
    missing(mw) < 5%
    unique(id)
    mw > 0
  }
}
transform totals {
  from load
  aggregate by kind: total = sum(mw)
}
transform features {
  from load
  join totals on kind
  rename power = mw
  lag power by 1 order id
  derive power = power + power_lag_1
  union load
  split test share
  impute power, power_lag_1 with median
  encode kind with one_hot
  drop total
}
model m {
  from = features
  predict = power
  features = all except kind, id
  algorithm = linear_regression
  baseline = linear_regression
  validate = cross_validation(group: kind)
  gate {
    r2 > baseline.r2
  }
}
`;
  expect(resolvedNames(source)).toMatchInlineSnapshot(`
    "source = csv("{data}/load.csv") · data → param.data
    key = id · id → load.id
    id int · id → load.id
    mw number? · mw → load.mw
    kind category · kind → load.kind
    missing(mw) < 5% · mw → load.mw
    unique(id) · id → load.id
    mw > 0 · mw → load.mw
    from load · load → dataset.load
    aggregate by kind: total = sum(mw) · kind → load.kind · total → totals.total · mw → load.mw
    from load · load → dataset.load
    join totals on kind · totals → transform.totals · kind → load.kind · kind → load.kind
    rename power = mw · power → features.power · mw → load.mw
    lag power by 1 order id · power → features.power · id → load.id
    derive power = power + power_lag_1 · power → features.power · power → features.power · power_lag_1 → features.power_lag_1* of features.power
    union load · load → dataset.load
    split test share · share → param.share · share → param.share
    impute power, power_lag_1 with median · power → features.power · power_lag_1 → features.power_lag_1* of features.power
    encode kind with one_hot · kind → load.kind
    drop total · total → totals.total
    from = features · features → transform.features
    predict = power · power → features.power
    features = all except kind, id · kind → load.kind · id → load.id
    baseline = linear_regression · baseline → m: baseline
    validate = cross_validation(group: kind) · kind → load.kind
    r2 > baseline.r2 · baseline → m: baseline"
  `);
});
