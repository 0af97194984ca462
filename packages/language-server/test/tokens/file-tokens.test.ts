import { expect, test } from "vitest";
import { fileTokens } from "../../src/tokens/file-tokens.ts";
import { markedProject } from "../marked-project.ts";
import { drawnTokens } from "./drawn-tokens.ts";

const drawn = (text: string, others: Readonly<Record<string, string>> = {}): string => {
  const { snapshot } = markedProject({ "main.mlops": text, ...others });
  return drawnTokens(snapshot.syntax.text, fileTokens(snapshot));
};

test("a dataset", () => {
  expect(
    drawn(`# A file.

param data : text = "d"

## Loads.
dataset load {
  source = csv("{data}/l.csv", delimiter: ";")
  key    = at
  schema {
    at     timestamp
    mw     number? in 0..9.5 pii
  }
  expect {
    rows >= 1_000
    missing(mw) < 5%  else warn  # few
  }
}`),
  ).toMatchInlineSnapshot(`
    "# A file.
        # A file.:comment

    param data : text = "d"
        param:block data:!param text:type =:operator "d":text

    ## Loads.
        ## Loads.:documentation
    dataset load {
        dataset:block load:!dataset
      source = csv("{data}/l.csv", delimiter: ";")
        source:attribute =:operator csv:choice "{:text data:param }/l.csv":text delimiter:argument ";":text
      key    = at
        key:attribute =:operator at:column
      schema {
        schema:section
        at     timestamp
        at:!column timestamp:type
        mw     number? in 0..9.5 pii
        mw:!column number:type ?:operator in:clause 0:number ..:operator 9.5:number pii:clause
      }
      expect {
        expect:section
        rows >= 1_000
        rows:word >=:operator 1_000:number
        missing(mw) < 5%  else warn  # few
        missing:function mw:column <:operator 5:number %:unit else:clause warn:choice # few:comment
      }
    }"
  `);
});

test("a transform", () => {
  expect(
    drawn(`transform spend {
  from a
  aggregate by id: s = sum(amount) / limit
  inner join b on id
  lag s by 1d order -at
  split test 20% by time at
  impute s with knn(k: 5)
  drop outliers s by iqr(1.5)
  cast s as int
}
dataset a {
  source = csv("a.csv")
  schema {
    id id
    at date
    amount number
  }
}
param limit : number = 2
`),
  ).toMatchInlineSnapshot(`
    "transform spend {
        transform:block spend:!transform
      from a
        from:step a:dataset
      aggregate by id: s = sum(amount) / limit
        aggregate:step by:clause id:column s:!column =:operator sum:function amount:column /:operator limit:param
      inner join b on id
        inner:step join:step on:clause id:column
      lag s by 1d order -at
        lag:step s:column by:clause 1:number d:unit order:clause -:operator at:column
      split test 20% by time at
        split:step test:step 20:number %:unit by:clause time:clause at:column
      impute s with knn(k: 5)
        impute:step s:column with:clause knn:choice k:argument 5:number
      drop outliers s by iqr(1.5)
        drop:step outliers:step s:column by:clause iqr:choice 1.5:number
      cast s as int
        cast:step s:column as:clause int:type
    }
    dataset a {
        dataset:block a:!dataset
      source = csv("a.csv")
        source:attribute =:operator csv:choice "a.csv":text
      schema {
        schema:section
        id id
        id:!column id:type
        at date
        at:!column date:type
        amount number
        amount:!column number:type
      }
    }
    param limit : number = 2
        param:block limit:!param number:type =:operator 2:number
    "
  `);
});

test("models and what is about them", () => {
  expect(
    drawn(`search s {
  strategy = bayesian(trials: 40)
  optimise = auc
  space {
    algorithm in [random_forest]
    trees in log(50..800) if algorithm == random_forest
  }
}
model m {
  from = t
  predict = y
  algorithm = random_forest(trees: 3)
  features = all except id
  metrics = [auc, lift(10%)]
  validate = cross_validation(folds: 5, stratify: y)
  gate {
    auc >= baseline.auc + 0.05
    gap(auc) < 0.05
  }
}
deploy d {
  model = m
  checks {
    load(rate: 200/s, for: 30s): p95 < 20ms and errors < 0.1%
  }
}
alert a {
  when = drift.auc > 0.75 for 2h
  then = retrain(m)
  severity = critical
}
drift e {
  current = t where at in 2019-04-01..2019-04-30
}
`),
  ).toMatchInlineSnapshot(`
    "search s {
        search:block s:!search
      strategy = bayesian(trials: 40)
        strategy:attribute =:operator bayesian:choice trials:argument 40:number
      optimise = auc
        optimise:attribute =:operator auc:metric
      space {
        space:section
        algorithm in [random_forest]
        algorithm:hyperParameter in:operator random_forest:algorithm
        trees in log(50..800) if algorithm == random_forest
        trees:hyperParameter in:operator log:function 50:number ..:operator 800:number if:clause algorithm:hyperParameter ==:operator random_forest:algorithm
      }
    }
    model m {
        model:block m:!model
      from = t
        from:attribute =:operator
      predict = y
        predict:attribute =:operator y:column
      algorithm = random_forest(trees: 3)
        algorithm:attribute =:operator random_forest:algorithm trees:hyperParameter 3:number
      features = all except id
        features:attribute =:operator all:word except:clause id:column
      metrics = [auc, lift(10%)]
        metrics:attribute =:operator auc:metric lift:metric 10:number %:unit
      validate = cross_validation(folds: 5, stratify: y)
        validate:attribute =:operator cross_validation:choice folds:argument 5:number stratify:argument y:column
      gate {
        gate:section
        auc >= baseline.auc + 0.05
        auc:metric >=:operator baseline:word auc:metric +:operator 0.05:number
        gap(auc) < 0.05
        gap:function auc:metric <:operator 0.05:number
      }
    }
    deploy d {
        deploy:block d:!deploy
      model = m
        model:attribute =:operator m:model
      checks {
        checks:section
        load(rate: 200/s, for: 30s): p95 < 20ms and errors < 0.1%
        load:choice rate:argument 200:number /s:unit for:argument 30:number s:unit p95:metric <:operator 20:number ms:unit and:operator errors:metric <:operator 0.1:number %:unit
      }
    }
    alert a {
        alert:block a:!alert
      when = drift.auc > 0.75 for 2h
        when:attribute =:operator drift:metric auc:metric >:operator 0.75:number for:clause 2:number h:unit
      then = retrain(m)
        then:attribute =:operator retrain:choice m:model
      severity = critical
        severity:attribute =:operator critical:choice
    }
    drift e {
        drift:block e:!drift
      current = t where at in 2019-04-01..2019-04-30
        current:attribute =:operator where:clause at:column in:operator 2019-04-01:number ..:operator 2019-04-30:number
    }
    "
  `);
});

test("a column that is gone, and what is broken", () => {
  expect(
    drawn(`dataset a {
  source = csv("a.csv")
  schema {
    id id
    age int
  }
}
transform t {
  from a
  drop age
  filter age > 3
  derive x = = 3 # no
}
}
`),
  ).toMatchInlineSnapshot(`
    "dataset a {
        dataset:block a:!dataset
      source = csv("a.csv")
        source:attribute =:operator csv:choice "a.csv":text
      schema {
        schema:section
        id id
        id:!column id:type
        age int
        age:!column int:type
      }
    }
    transform t {
        transform:block t:!transform
      from a
        from:step a:dataset
      drop age
        drop:step age:column
      filter age > 3
        filter:step age:goneColumn >:operator 3:number
      derive x = = 3 # no
        derive:step =:operator =:operator 3:number # no:comment
    }
    }
    "
  `);
});

test("what is nothing has no token", () => {
  expect(drawn("transform t {\n  from nowhere\n  derive y = nosuch(x)\n}\n")).toMatchInlineSnapshot(`
    "transform t {
        transform:block t:!transform
      from nowhere
        from:step
      derive y = nosuch(x)
        derive:step y:!column =:operator x:column
    }
    "
  `);
});
