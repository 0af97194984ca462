import { existsSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { run } from "../memory-terminal.ts";
import { temporaryFolder, writeFiles } from "../small-project.ts";
import { gitProject, spec } from "./git-project.ts";

const loosened = "`rows`: >= 100 else fail → >= 50 else fail";
const same = (base: string, head: string): string => `No changes. ${base} and ${head} mean the same.\n`;

test("without a word the working tree is compared with HEAD, uncommitted and untracked files and all", async () => {
  const { folder, commit } = gitProject();
  const first = commit({ "main.mlops": spec() }).slice(0, 7);
  expect((await run(folder, ["diff"])).out).toBe(same(`HEAD (${first})`, "the working tree"));
  writeFiles(folder, {
    "main.mlops": spec({ rows: 50 }),
    "more/new.mlops": "target here { platform = process  port = 80 }\n",
  });
  const { code, out } = await run(folder, ["diff"]);
  expect(code).toBe(0);
  expect(out).toContain(`From HEAD (${first}) to the working tree:`);
  expect(out).toContain(loosened);
  expect(out).toContain("+ target.here  more/new.mlops:1");
});

test("a branch, a range and the place where one left the other", async () => {
  const { folder, git, commit } = gitProject();
  commit({ "main.mlops": spec() });
  git("checkout", "--quiet", "-b", "feature");
  commit({ "main.mlops": spec({ rows: 50 }) });
  git("checkout", "--quiet", "main");
  commit({ "main.mlops": spec({ seed: 2 }) });
  const between = async (...words: string[]) => (await run(folder, ["diff", ...words])).out;
  expect(await between("feature")).toContain("`rows`: >= 50 else fail → >= 100 else fail");
  for (const words of [["main..feature"], ["main", "feature"]]) {
    expect(await between(...words)).toContain(loosened);
    expect(await between(...words)).toContain("`seed`: 2 → 1");
  }
  const own = await between("main...feature");
  expect(own).toContain(loosened);
  expect(own).not.toContain("seed");
  expect(own).toMatch(/^From main at [0-9a-f]{7} to feature \([0-9a-f]{7}\):\n/);
  expect(await between("..feature")).toBe(await between("HEAD..feature"));
  git("checkout", "--quiet", "--detach", "feature");
  expect(await between("main...")).toContain(loosened);
});

test("a project in a sub-folder; renamed and moved files mean nothing", async () => {
  const { folder, commit } = gitProject();
  commit({ "ml/main.mlops": spec(), "ml/data/x.csv": "a\n", "other/main.mlops": "project q {}\n" });
  const moved = spec().split("\ntransform ");
  commit({
    "ml/main.mlops": null,
    "ml/parts/Überblick – 表.mlops": `${moved[0]}`,
    "ml/rest.mlops": `transform ${moved[1]}`,
  });
  const ml = join(folder, "ml");
  expect((await run(ml, ["diff", "HEAD~1"])).out).toContain("mean the same");
  expect((await run(join(ml, "data"), ["diff", "HEAD~1..HEAD"])).out).toContain("mean the same");
  expect((await run(folder, ["diff", "HEAD~1", "-C", "ml"])).out).toContain("mean the same");
  writeFiles(ml, { "rest.mlops": `transform ${moved[1]}`.replace("20%", "10%") });
  expect((await run(ml, ["diff"])).out).toContain("`split test`: 20% random → 10% random");
});

test("what has only the older side is told of that side, in a file whose name is in any script", async () => {
  const { folder, commit } = gitProject();
  commit({ "main.mlops": spec(), "жура é.mlops": "target gone { platform = process  port = 80 }\n" });
  commit({ "жура é.mlops": null });
  expect((await run(folder, ["diff", "HEAD~1"])).out).toContain("- target.gone  жура é.mlops:1 in HEAD~1");
});

test("hidden folders, links and other files are no specs of a revision either", async () => {
  const { folder, commit } = gitProject();
  const stray = "target stray { platform = process  port = 80 }\n";
  writeFiles(folder, { ".hidden/a.mlops": stray, "node_modules/b.mlops": stray, "c.txt": stray });
  symlinkSync("c.txt", join(folder, "link.mlops"));
  commit({ "main.mlops": spec() });
  expect((await run(folder, ["diff"])).out).toContain("mean the same");
});

test("nothing is written, in git's folder or the project's", async () => {
  const { folder, commit } = gitProject();
  commit({ "main.mlops": spec() });
  writeFiles(folder, { "main.mlops": spec({ rows: 50 }) });
  const state = (): string =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((path) => statSync(join(folder, path)).isFile())
      .map((path) => `${path} ${statSync(join(folder, path)).mtimeMs} ${readFileSync(join(folder, path), "latin1")}`)
      .join("\n");
  const before = state();
  await run(folder, ["diff", "HEAD", "--format", "markdown"]);
  expect(state()).toBe(before);
  expect(existsSync(join(folder, ".mlopsc"))).toBe(false);
});

test("an older side that does not compile is compared as far as it binds, and says so", async () => {
  const { folder, commit } = gitProject();
  commit({
    "main.mlops": spec().replace("decision_tree", "decision_treee"),
    "other.mlops": "target a { platform = process  port = 1 }\n",
  });
  writeFiles(folder, {
    "main.mlops": spec({ rows: 50 }),
    "other.mlops": "target a { platform = process  port = 2 }\n",
  });
  const { code, out, err } = await run(folder, ["diff", "--fail-on", "risk"]);
  expect(err).toContain("warning[ML5457]: HEAD does not compile (1 error)");
  expect(err).toContain("First: main.mlops:24: Unknown algorithm `decision_treee`.");
  expect(out).toContain(loosened);
  expect(out).toContain("`port`: 1 → 2");
  expect(out).toContain("Not compared, for mistakes\n  model.comes\n");
  expect(out).not.toContain("model.comes  main");
  expect(code).toBe(1);
});

test("a newer side that does not compile ends with 1", async () => {
  const { folder, commit } = gitProject();
  commit({ "main.mlops": spec() });
  writeFiles(folder, {
    "main.mlops": spec().replace("target", "targte").replace("transform table", "transfrom table"),
  });
  const { code, out, err } = await run(folder, ["diff"]);
  expect(code).toBe(1);
  expect(err).toContain("ML5457");
  expect(out).toContain("Not compared");
  expect(out).not.toContain("- transform.table");
});

test("a revision without the project counts as empty", async () => {
  const { folder, commit } = gitProject();
  commit({ "README.md": "nothing yet\n" });
  commit({ "ml/main.mlops": spec() });
  const { code, out, err } = await run(join(folder, "ml"), ["diff", "HEAD~1"]);
  expect(code).toBe(0);
  expect(err).toContain("warning[ML5456]: HEAD~1 has no .mlops file in ml/");
  expect(out).toContain("+ model.comes  main.mlops:20");
});

test("parameters are given to the side that has them", async () => {
  const { folder, commit } = gitProject();
  commit({ "main.mlops": spec() });
  writeFiles(folder, { "main.mlops": `param rows : int = 100\n${spec().replace("visits.csv", "{rows}.csv")}` });
  const { out, err } = await run(folder, ["diff", "--param", "rows=7"]);
  expect(err).toBe("");
  expect(out).toContain("`source`: visits.csv → 7.csv");
});

test("what git cannot give is told with a code", async () => {
  const { folder, git, commit } = gitProject();
  const failing = async (at: string, words: string[]) => {
    const { code, err } = await run(at, ["diff", ...words]);
    expect(code).toBe(1);
    return err;
  };
  writeFiles(folder, { "main.mlops": spec() });
  expect(await failing(folder, [])).toContain("error[ML5453]: Git knows no commit `HEAD`.");
  commit({});
  expect(await failing(folder, ["nowhere"])).toContain("error[ML5453]: Git knows no commit `nowhere`.");
  expect(await failing(folder, ["main..nowhere"])).toContain("ML5453");
  expect(await failing(folder, ["--", "--help"])).toContain("error[ML5453]: Git knows no commit `--help`.");
  git("checkout", "--quiet", "--orphan", "apart");
  commit({ "main.mlops": spec({ seed: 9 }) });
  expect(await failing(folder, ["main...apart"])).toContain(
    "error[ML5454]: `main` and `apart` have no commit in common.",
  );
  const alone = temporaryFolder({ "main.mlops": spec() });
  expect(await failing(alone, [])).toContain("error[ML5450]:");
});

test("a damaged repository, a file that is no text, and a machine without git are told with a code", async () => {
  const { folder, git, commit } = gitProject();
  commit({ "main.mlops": spec() });
  writeFiles(folder, { "main.mlops": new Uint8Array([0x23, 0xff, 0xfe]) });
  git("commit", "--quiet", "--all", "--message=.");
  const told = async (...words: string[]) => (await run(folder, ["diff", ...words])).err;
  expect(await told("HEAD~1..HEAD")).toContain("error[ML5455]: main.mlops of HEAD is not UTF-8 text.");
  expect(await told("HEAD~1")).toContain("error[ML5455]: main.mlops of the working tree is not UTF-8 text.");
  const object = git("rev-parse", "HEAD~1:main.mlops");
  rmSync(join(folder, ".git/objects", object.slice(0, 2), object.slice(2)), { force: true });
  expect(await told("HEAD~1..HEAD")).toContain(`error[ML5452]: \`git cat-file\` failed: ${object} is missing`);
  const tree = git("rev-parse", "HEAD~1^{tree}");
  rmSync(join(folder, ".git/objects", tree.slice(0, 2), tree.slice(2)), { force: true });
  expect(await told("HEAD~1..HEAD")).toContain("error[ML5452]: `git ls-tree` failed:");
  vi.stubEnv("PATH", temporaryFolder());
  onTestFinished(() => void vi.unstubAllEnvs());
  expect(await told()).toContain("error[ML5451]: The program `git` was not found.");
});

test("a shallow clone says what it lacks", async () => {
  const origin = gitProject();
  const first = origin.commit({ "main.mlops": spec() });
  origin.commit({ "main.mlops": spec({ rows: 50 }) });
  const folder = join(temporaryFolder(), "clone");
  origin.git("clone", "--quiet", "--depth=1", `file://${origin.folder}`, folder);
  expect((await run(folder, ["diff"])).out).toContain("mean the same");
  const { err } = await run(folder, ["diff", first]);
  expect(err).toContain("shallow clone");
  expect(err).toContain(`git fetch --depth=1 origin ${first}`);
  gitProject(folder).git("fetch", "--quiet", "--depth=1", "origin", first);
  expect((await run(folder, ["diff", first])).out).toContain(loosened);
});

const ownTrainer = spec().replace(
  "algorithm = decision_tree",
  'algorithm = command("python train.py", files: ["lib"])',
);

test("another trainer is a change, and told as one that runs other code", async () => {
  const { folder, commit } = gitProject();
  commit({ "ml/main.mlops": ownTrainer, "ml/train.py": "1\n", "ml/lib/a/b.py": "1\n", "train.py": "1\n" });
  const ml = join(folder, "ml");
  const told = async (...words: string[]) => (await run(ml, ["diff", ...words])).out;
  expect(await told()).toContain("mean the same");
  writeFiles(folder, { "train.py": "2\n", "ml/other.py": "2\n" });
  expect(await told()).toContain("mean the same");
  writeFiles(ml, { "train.py": "2\n" });
  expect(await told()).toContain("one of `lib`, `train.py` changed");
  expect(await told()).toContain('runs "python train.py", whose files changed');
  expect(await told()).toContain("⇒ retrain model.comes");
  commit({});
  expect(await told("HEAD~1")).toContain("changed");
  expect(await told("HEAD~1..HEAD")).toContain("changed");
  commit({ "ml/lib/a/b.py": null });
  expect(await told("HEAD~1..HEAD")).toContain("changed");
});

test("data that git keeps are compared, others are not", async () => {
  const { folder, commit } = gitProject();
  const globbed = spec().replace("visits.csv", "data/**/v?*.csv");
  commit({
    "main.mlops": globbed,
    "data/2020/visits.csv": "at\n1\n",
    "data/2020/x.csv": "1\n",
    ".gitignore": "*.tmp.csv\n",
  });
  writeFiles(folder, { "data/2020/x.csv": "2\n", "data/v.tmp.csv": "2\n" });
  expect((await run(folder, ["diff"])).out).toContain("mean the same");
  writeFiles(folder, { "data/2020/visits.csv": "at\n2\n" });
  const { out } = await run(folder, ["diff"]);
  expect(out).toContain("`data/**/v?*.csv` changed");
  expect(out).toContain("⇒ take in dataset.visits ⇒ validate dataset.visits ⇒ rebuild transform.table");
});

test("of two folders the trainers are compared", async () => {
  const folder = temporaryFolder({ "a/main.mlops": ownTrainer, "a/train.py": "1\n", "a/lib/b.py": "1\n" });
  writeFiles(folder, { "b/main.mlops": ownTrainer, "b/train.py": "1\n", "b/lib/b.py": "1\n" });
  expect((await run(folder, ["diff", "a", "b"])).out).toBe(same("a", "b"));
  writeFiles(folder, { "b/lib/b.py": "2\n" });
  expect((await run(folder, ["diff", "--from", "a", "--to", "b"])).out).toContain("one of `lib`, `train.py` changed");
});

test("a project that is no longer there is compared between revisions", async () => {
  const { folder, commit } = gitProject();
  commit({ "ml/main.mlops": spec() });
  commit({ "ml/main.mlops": spec({ rows: 50 }) });
  commit({ "ml/main.mlops": null });
  rmSync(join(folder, "ml"), { recursive: true, force: true });
  expect((await run(folder, ["diff", "HEAD~2..HEAD~1", "-C", "ml"])).out).toContain(loosened);
  const { code, err } = await run(folder, ["diff", "-C", "ml"]);
  expect([code, err]).toEqual([2, expect.stringContaining("Name two revisions to compare what was there.")]);
});

test("columns that only the data tell are those of today, on both sides; where there are no data, what needs them is left out", async () => {
  const { folder, commit } = gitProject();
  const inferred = `${spec().replace(/ {2}schema \{[\s\S]*? {2}\}\n/, "")}`;
  expect(inferred).not.toContain("schema");
  commit({ "main.mlops": inferred, ".gitignore": "*.csv\n" });
  writeFiles(folder, { "main.mlops": inferred.replace(">= 100", ">= 50") });
  const without = await run(folder, ["diff"]);
  expect(without.err).toContain("HEAD does not compile (1 error)");
  expect(without.err).toContain("No file matches visits.csv.");
  expect(without.out).toContain("Not compared, for mistakes\n  dataset.visits\n");
  writeFiles(folder, { "visits.csv": "at,open,came\n2020-01-01,1.5,true\n2020-01-02,2.5,false\n" });
  const { out, err } = await run(folder, ["diff"]);
  expect(err).toBe("");
  expect(out).toContain(loosened);
});
