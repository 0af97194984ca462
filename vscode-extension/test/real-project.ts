import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../packages/cli/test/memory-terminal.ts";
import { temporaryFolder } from "../../packages/cli/test/small-project.ts";

/** A project with an expectation of each kind and gates; 9 steps. */
export const spec = `project small { seed = 42 }

dataset customers {
  source = csv("customers.csv")
  key    = customer
  schema {
    customer  id
    age       int
    spend     number
    left      bool
  }
  expect {
    rows >= 100
    unique(customer)
    spend < 900  else warn
  }
}

transform features {
  from customers
  split test 25% stratify left
}

model leaves {
  from      = features
  predict   = left
  features  = all except customer
  algorithm = decision_tree(max_depth: 3)
  metrics   = [auc, f1]
  gate {
    auc >= 0.6
    gap(auc) < 0.5
  }
}
`;

/** A small project on disk, and what \`mlopsc\` prints there. */
export interface RealProject {
  readonly folder: string;
  readonly edit: (from: string, to: string) => void;
  readonly mlopsc: (...words: string[]) => Promise<{ code: number; out: string; err: string }>;
  readonly json: <Answer>(...words: string[]) => Promise<Answer>;
}

export function realProject(): RealProject {
  const files = { "main.mlops": spec, "customers.csv": customersCsv() };
  const folder = temporaryFolder(files);
  const path = join(folder, "main.mlops");
  const mlopsc: RealProject["mlopsc"] = (...words) => run(folder, words);
  return {
    folder,
    edit: (from, to) => {
      const text = readFileSync(path, "utf8");
      if (!text.includes(from)) throw new Error(`There is no "${from}".`);
      writeFileSync(path, text.replace(from, to));
    },
    mlopsc,
    json: async (...words) => {
      const { out, err } = await mlopsc(...words);
      if (out === "") throw new Error(err);
      return JSON.parse(out);
    },
  };
}

export function customersCsv(): string {
  const rows = Array.from({ length: 300 }, (_, at) => {
    const age = 20 + ((at * 37) % 60);
    const spend = (at * 53) % 500;
    return `c${at},${age},${spend},${(age + spend / 10 + ((at * 7) % 30)) % 97 < 48}`;
  });
  return `customer,age,spend,left\n${rows.join("\n")}\n`;
}
