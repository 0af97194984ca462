/** A project that the tests of completion ask about: a dataset with every kind of column, a model, what follows it. */
export const shop = `project shop {
}

param data : text = "data"

dataset customers {
  source = csv("{data}/customers.csv")
  key    = id
  schema {
    id          id
    age         int?      in 18..120
    segment     category  in ["private", "business"]
    \`Zip Code\`  text      pii
    signup      date
    churned     bool
  }
}

dataset purchases {
  source = parquet("{data}/purchases/*.parquet")
  schema {
    id      id
    amount  number
    at      timestamp
  }
}

transform spend {
  from purchases
  aggregate by id: spend = sum(amount)
}

transform features {
  from customers
  join spend on id
  split test 20% stratify churned
}

model churn {
  from      = features
  predict   = churned
  algorithm = gradient_boosting(trees: 300)
  metrics   = [auc, f1]
}

target staging { platform = process  port = 8081 }
target production { platform = process  port = 8080 }

deploy api {
  model   = churn
  through = [staging, production]
}

monitor live {
  watch = api
}

channel team { email = "team@example.org" }
`;
