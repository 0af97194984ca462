import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { run } from "../memory-terminal.ts";
import { temporaryFolder, writeFiles } from "../small-project.ts";
import { gitProject, spec } from "./git-project.ts";

// The jobs of docs/review.md, run by a real shell in a clone as a server would make it. `mlopsc` is on the path as a program
// that writes down its words; with these the command itself is run. What talks to a server (`gh`, `curl`, `npm`) is written down too.

const page = readFileSync(join(import.meta.dirname, "../../../../docs/review.md"), "utf8");
const [github = "", gitlab = ""] = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, job]) => job);

/** The shell of the steps, in order: of GitHub `run: …`, of GitLab the lines of `script`. */
const githubSteps = [...github.matchAll(/run: (.*)\n/g)].map(([, line]) => line as string);
const gitlabSteps = [...(gitlab.split("script:\n")[1] ?? "").matchAll(/^ {4}- (?:\|\n((?: {6}.*\n)+)|(.*)\n)/gm)].map(
  ([, block, line]) => (block ?? line) as string,
);

/** A merge request that loosens an expectation, in a clone of the whole history, on no branch. */
function mergeRequest() {
  const origin = gitProject();
  origin.commit({ "main.mlops": spec() });
  origin.git("checkout", "--quiet", "-b", "feature");
  origin.commit({ "main.mlops": spec({ rows: 50 }) });
  origin.git("checkout", "--quiet", "main");
  origin.commit({ "main.mlops": spec({ seed: 2 }) });
  const folder = join(temporaryFolder(), "clone");
  origin.git("clone", "--quiet", `file://${origin.folder}`, folder);
  const clone = gitProject(folder);
  clone.git("checkout", "--quiet", "--detach", "origin/feature");
  return folder;
}

/** Runs the steps; gives the words of each call of a program that is only written down. */
function calls(folder: string, steps: readonly string[], variables: Readonly<Record<string, string>>) {
  const tools = temporaryFolder();
  const recorder = `#!/bin/sh\nprintf '%s\\n' "$(basename "$0")" "$@" "" >> "${tools}/calls"\n`;
  for (const name of ["mlopsc", "gh", "curl", "npm"]) {
    writeFiles(tools, { [name]: recorder });
    chmodSync(join(tools, name), 0o755);
  }
  for (const step of steps) {
    const shell = step.replace(/\$\{\{ github\.event\.number \}\}/g, "7");
    execFileSync("bash", ["-e", "-c", shell], {
      cwd: folder,
      env: { ...process.env, ...variables, PATH: `${tools}:${process.env["PATH"]}` },
      stdio: ["ignore", "pipe", "pipe"],
    });
  }
  return readFileSync(join(tools, "calls"), "utf8")
    .trimEnd()
    .split("\n\n")
    .map((call) => call.split("\n"));
}

async function expectReviewed(folder: string, diffs: readonly (readonly string[])[]): Promise<void> {
  const [comment, hold] = diffs as [string[], string[]];
  expect(diffs).toHaveLength(2);
  expect(existsSync(join(folder, "review.md"))).toBe(true);
  const written = await run(folder, comment.slice(1));
  expect(written.code).toBe(0);
  expect(written.out).toMatch(/^### mlopsc: 1 risk, 1 change\n/);
  expect(written.out).toContain("| ⚠️ **Expectation loosened** | `dataset.visits` |");
  expect((await run(folder, hold.slice(1))).code).toBe(1);
}

test("the job for GitHub", async () => {
  const folder = mergeRequest();
  const made = calls(folder, githubSteps, { GITHUB_BASE_REF: "main" });
  await expectReviewed(
    folder,
    made.filter(([name]) => name === "mlopsc"),
  );
  expect(made.find(([name]) => name === "gh")?.slice(1, 4)).toEqual(["pr", "comment", "7"]);
});

test("the job for GitLab", async () => {
  const folder = mergeRequest();
  const made = calls(folder, gitlabSteps, {
    CI_MERGE_REQUEST_TARGET_BRANCH_NAME: "main",
    CI_API_V4_URL: "https://gitlab.example/api/v4",
    CI_PROJECT_ID: "3",
    CI_MERGE_REQUEST_IID: "7",
    REVIEW_TOKEN: "t",
  });
  await expectReviewed(
    folder,
    made.filter(([name]) => name === "mlopsc"),
  );
  expect(made.find(([name]) => name === "curl")).toContain(
    "https://gitlab.example/api/v4/projects/3/merge_requests/7/notes",
  );
});
