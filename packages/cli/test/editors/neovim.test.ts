import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { temporaryFolder } from "../small-project.ts";

const root = join(import.meta.dirname, "../../../..");
const present = spawnSync("nvim", ["--version"]).status === 0;
if (!present) console.log("neovim.test.ts does not run: there is no nvim");

const spec = `project small { seed = 42 }

## People who buy.
dataset customers {
  source = csv("customers.csv")
  key    = customer
  schema {
    customer  id
    spend     number
    left      bool
  }
}

transform features {
  from customers
  drop spent
  split test 25%
}
`;

/** Opens the file in Neovim as docs/editors.md says, asks what a user would ask, and gives the answers. */
function askNeovim(): Record<string, unknown> {
  const folder = temporaryFolder({ "project.mlops": spec });
  const bin = join(folder, "bin");
  mkdirSync(bin);
  symlinkSync(join(root, "packages/cli/bin/mlopsc.js"), join(bin, "mlopsc"));
  chmodSync(join(root, "packages/cli/bin/mlopsc.js"), 0o755);
  writeFileSync(join(folder, "init.lua"), documented());
  execFileSync(
    "nvim",
    ["--headless", "-u", "init.lua", "-c", `luafile ${join(import.meta.dirname, "ask-neovim.lua")}`, "project.mlops"],
    { cwd: folder, env: { ...process.env, PATH: `${bin}:${process.env["PATH"]}`, HOME: folder }, timeout: 170_000 },
  );
  return JSON.parse(readFileSync(join(folder, "answers.json"), "utf8"));
}

/** The page's first piece of Lua. */
function documented(): string {
  const page = readFileSync(join(root, "docs/editors.md"), "utf8");
  const found = /```lua\n([\s\S]*?)```/.exec(page)?.[1];
  if (found === undefined) throw new Error("docs/editors.md has no Lua");
  return found;
}

describe.skipIf(!present)("Neovim", () => {
  let answers: Record<string, unknown>;
  beforeAll(() => {
    answers = askNeovim();
  });

  it("shows what is wrong, where it is", () => {
    expect(answers["diagnostics"]).toEqual([
      expect.objectContaining({ line: 15, code: expect.stringMatching(/^ML\d{4}$/) }),
    ]);
  });
  it("goes to where a name is declared", () => expect(answers["definition"]).toBe(3));
  it("completes the columns that are there", () => expect(answers["completion"]).toContain("spend"));
  it("says what a name is", () => expect(answers["hover"]).toContain("People who buy."));
});
