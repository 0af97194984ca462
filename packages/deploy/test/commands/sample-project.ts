import { execFile, execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const cli = join(import.meta.dirname, "../../../cli");

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A folder with customers, a model of them, and whatever else a test writes; commands run in it as a person runs them. */
export interface SampleProject {
  readonly folder: string;
  write(file: string, text: string): void;
  mlopsc(...words: readonly string[]): Promise<Ran>;
  remove(): void;
}

/** `environment` is what the command sees besides this process's own. */
export function sampleProject(environment: Readonly<Record<string, string>>): SampleProject {
  // What is packaged is a bundle: of these very sources.
  execFileSync(process.execPath, [join(cli, "bundle.mjs")]);
  const folder = mkdtempSync(join(tmpdir(), "mlopsc-commands-"));
  const write = (file: string, text: string): void => writeFileSync(join(folder, file), text);
  write("customers.csv", customers());
  write("model.mlops", modelSpec(5));
  return {
    folder,
    write,
    mlopsc: (...words) =>
      new Promise((resolve) => {
        const line = [join(cli, "bin/mlopsc.js"), ...words];
        const options = { cwd: folder, env: { ...process.env, NO_COLOR: "1", ...environment } };
        execFile(process.execPath, line, options, (problem, out, err) => {
          const code = problem === null ? 0 : Number(problem.code);
          resolve({ code, out, err });
        });
      }),
    remove: () => rmSync(folder, { recursive: true }),
  };
}

export const modelSpec = (trees: number): string => `project shop { seed = 42 }

dataset customers {
  source = csv("customers.csv")
  key    = customer
  schema {
    customer  id
    age       int
    spend     number
    left      bool
  }
}

transform features {
  from customers
  split test 20% stratify left
}

model churn {
  from      = features
  predict   = left
  features  = all except customer
  algorithm = gradient_boosting(trees: ${trees})
}
`;

/** Who is older and spends more stays. */
function customers(): string {
  const rows = Array.from({ length: 200 }, (_, at) => {
    const [age, spend] = [18 + ((at * 37) % 60), (at * 53) % 100];
    return `c${at},${age},${spend},${age / 80 + spend / 100 < 0.9}`;
  });
  return `customer,age,spend,left\n${rows.join("\n")}\n`;
}
