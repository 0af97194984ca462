import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { seededRandom } from "@mlopsc/learn";
import { run } from "./memory-terminal.ts";

/** A folder that goes away with the run of the tests. */
export function temporaryFolder(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), "mlopsc-cli-"));
  writeFiles(folder, files);
  return folder;
}

export function writeFiles(folder: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
}

/** Made-up customers: who is older and spends more is likelier to stay. Every 20th has no age. */
export function customersCsv(rows: number, change: (row: Customer, at: number) => Customer = (row) => row): string {
  const random = seededRandom(3, "customers");
  const lines = Array.from({ length: rows }, (_, at) => {
    const age = 18 + random.integer(60);
    const spend = Math.round(10_000 * random.next()) / 100;
    const stays = age / 80 + spend / 100 + 0.2 * random.normal();
    const plan = stays > 1.2 ? "gold" : stays > 0.8 ? "silver" : "basic";
    const row: Customer = {
      customer: `c${at}`,
      age: at % 20 === 3 ? "" : String(age),
      email: `person${at}@example.org`,
      signup: `20${10 + (at % 10)}-0${1 + (at % 9)}-15`,
      region: at % 3 === 0 ? "north" : "south",
      spend: String(spend),
      plan,
      left: String(stays < 0.9),
    };
    return Object.values(change(row, at)).join(",");
  });
  return `customer,age,email,signup,region,spend,plan,left\n${lines.join("\n")}\n`;
}

export type Customer = Readonly<
  Record<"customer" | "age" | "email" | "signup" | "region" | "spend" | "plan" | "left", string>
>;

export const customersSpec = `project small {
  seed = 42
}

dataset customers {
  source = csv("customers.csv")
  key    = customer
  schema {
    customer  id
    age       int?      in 18..120
    email     text      pii
    signup    date
    region    category  in ["north", "south"]
    spend     number
    plan      category
    left      bool
  }
}

transform features {
  from customers
  filter spend >= 5
  drop email
  derive signup_year = year(signup)
  split test 25% stratify left
}

transform plain {
  from customers
  drop email, signup, region, left
  split test 25%
  impute age with median
  scale age, spend with standard
}

model leaves {
  from      = features
  predict   = left
  features  = all except customer, plan, signup
  algorithm = gradient_boosting(trees: 20)
}

model plans {
  from      = plain
  predict   = plan
  features  = all except customer
  algorithm = decision_tree(max_depth: 4)
}

model spending {
  from      = plain_spend
  predict   = spend
  features  = [age]
  algorithm = linear_regression
}

transform plain_spend {
  from customers
  select customer, age, spend
  split test 25%
  impute age with median
}
`;

/** The project, applied to 400 rows. */
export async function appliedProject(): Promise<string> {
  const folder = temporaryFolder({ "main.mlops": customersSpec, "customers.csv": customersCsv(400) });
  await apply(folder);
  return folder;
}

export async function apply(folder: string, ...words: readonly string[]): Promise<void> {
  const { code, out, err } = await run(folder, ["apply", ...words]);
  if (code !== 0) throw new Error(`${out}\n${err}`);
}
