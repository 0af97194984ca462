/** A shop in two files, in which everything is named from elsewhere. */
export const shop: Readonly<Record<"data.mlops" | "models.mlops", string>> = {
  "data.mlops": `project shop {
}
param data : text = "lake"
dataset customers {
  source = csv("{data}/customers.csv")
  key = customer_id
  schema {
    customer_id id
    segment category
    age int?
    churned bool
  }
  expect {
    missing(age) < 5%
  }
}
dataset purchases {
  source = csv("{data}/purchases.csv")
  schema {
    customer_id id
    amount number
    at timestamp
  }
}
transform spend {
  from purchases
  aggregate by customer_id: spent = sum(amount)
}
transform features {
  from customers
  join spend on customer_id
  derive age = if(age > 100, 100, age)
  split test 20% stratify churned
  impute age, spent with median
  encode segment with one_hot
}
`,
  "models.mlops": `model churn {
  from = features
  predict = churned
  features = all except customer_id
  algorithm = gradient_boosting(trees: 50)
  baseline = logistic_regression
  metrics = [auc, f1]
  gate {
    auc > baseline.auc
  }
}
target staging {
  platform = docker()
  port = 8081
}
deploy api {
  model = churn
  through = [staging]
}
monitor live {
  watch = api
  labels = customers on customer_id
}
alert odd {
  monitor = live
  when = missing(age) > 50% for 2h
  then = retrain(churn)
}
alert decayed {
  monitor = live
  when = live.auc < test.auc - 0.05
}
`,
};

/** The same with a mark before the n-th place where a text stands, counted over both files. */
export function markedShop(text: string, at = 0): Readonly<Record<string, string>> {
  let left = at;
  return Object.fromEntries(
    Object.entries(shop).map(([path, source]) => {
      const parts = source.split(text);
      const here = left < parts.length - 1 && left >= 0;
      const marked = here
        ? [parts.slice(0, left + 1).join(text), parts.slice(left + 1).join(text)].join(`<|>${text}`)
        : source;
      left = here ? -1 : left - (parts.length - 1);
      return [path, marked];
    }),
  );
}
