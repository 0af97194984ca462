import { apply, customersCsv, temporaryFolder } from "./small-project.ts";

/** Customers, and a model of who leaves that is searched for: three trials on two folds. */
export const searchedSpec = `project searched {
  seed = 7
}

dataset customers {
  source = csv("customers.csv")
  key    = customer
  schema {
    customer  id
    age       int?
    email     text      pii
    signup    date
    region    category
    spend     number
    plan      category
    left      bool
  }
}

transform features {
  from customers
  select customer, age, spend, region, left
  split test 25% stratify left
}

search boosting {
  strategy = random(3)
  optimise = auc
  space {
    algorithm   in [gradient_boosting]
    trees       in 5..20
    max_leaves  in [4, 8]
  }
}

model leaves {
  from     = features
  predict  = left
  features = all except customer
  validate = cross_validation(folds: 2, stratify: left)
  metrics  = [auc, log_loss]
  search   = boosting
}

model fixed {
  from      = features
  predict   = left
  features  = [age, spend]
  validate  = cross_validation(folds: 2, stratify: left)
  metrics   = [auc]
  algorithm = decision_tree(max_depth: 3)
}
`;

/** The project, applied to 300 rows. */
export async function searchedProject(): Promise<string> {
  const folder = temporaryFolder({ "main.mlops": searchedSpec, "customers.csv": customersCsv(300) });
  await apply(folder);
  return folder;
}
