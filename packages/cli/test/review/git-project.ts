import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder, writeFiles } from "../small-project.ts";

/** A real repository in a folder that goes away with the test. */
export interface GitProject {
  readonly folder: string;
  /** Runs git in it, and gives what it prints. */
  readonly git: (...words: readonly string[]) => string;
  /** Writes files (null: takes them away) and commits everything; gives the commit. */
  readonly commit: (files: Readonly<Record<string, string | null>>) => string;
}

/** @param folder an existing clone; a new repository with a branch `main` when not given */
export function gitProject(folder?: string): GitProject {
  const at = folder ?? temporaryFolder();
  const git = (...words: readonly string[]): string =>
    execFileSync("git", ["-c", "user.name=test", "-c", "user.email=test@example.org", ...words], {
      cwd: at,
      encoding: "utf8",
      env: { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_SYSTEM: "/dev/null" },
      stdio: ["ignore", "pipe", "pipe"],
    }).trim();
  if (folder === undefined) git("init", "--quiet", "--initial-branch=main");
  return {
    folder: at,
    git,
    commit: (files) => {
      for (const [name, text] of Object.entries(files)) if (text === null) rmSync(join(at, name));
      writeFiles(
        at,
        Object.fromEntries(Object.entries(files).filter(([, text]) => text !== null)) as Record<string, string>,
      );
      git("add", "--all");
      git("commit", "--quiet", "--allow-empty", "--message=.");
      return git("rev-parse", "HEAD");
    },
  };
}

/** A project of one dataset and one model, with a number that is easily changed. */
export const spec = ({ rows = 100, seed = 1 }: { rows?: number; seed?: number } = {}): string => `project p {
  seed = ${seed}
}

dataset visits {
  source = csv("visits.csv")
  schema {
    at    date
    open  number
    came  bool
  }
  expect { rows >= ${rows} }
}

transform table {
  from visits
  split test 20%
}

model comes {
  from      = table
  predict   = came
  features  = open
  algorithm = decision_tree
}
`;
