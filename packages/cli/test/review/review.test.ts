import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { run } from "../memory-terminal.ts";
import { temporaryFolder } from "../small-project.ts";
import { changes, type Edit, risks, sameMeaning } from "./edits.ts";

type Files = Readonly<Record<string, string>>;

const here = join(import.meta.dirname, "project");
const project: Files = Object.fromEntries(
  readdirSync(here).map((name) => [name, readFileSync(join(here, name), "utf8")]),
);

function edited({ replace }: Edit): Files {
  const files = { ...project };
  for (const [found, by] of replace) {
    const [name, another] = Object.keys(files).filter((each) => files[each]?.includes(found));
    if (name === undefined || another !== undefined) throw new Error(`"${found}" does not stand in just one file.`);
    files[name] = (files[name] as string).split(found).join(by);
  }
  return files;
}

async function review(after: Files, ...words: string[]) {
  const inFolder = (folder: string, files: Files): [string, string][] =>
    Object.entries(files).map(([name, text]) => [`${folder}/${name}`, text]);
  const folder = temporaryFolder(Object.fromEntries([...inFolder("before", project), ...inFolder("after", after)]));
  return run(folder, ["diff", "before", "after", ...words]);
}

/** Each step that has to be done follows from a change that is told, and where nothing is told nothing has to be done. */
async function expectCauses(edit: Edit): Promise<Reviewed> {
  const found: Reviewed = JSON.parse((await review(edited(edit), "--format", "json")).out);
  const told = new Set(found.changes.flatMap(({ consequences }) => consequences.map(({ address }) => address)));
  expect(found.work.map(({ address }) => address).filter((address) => !told.has(address))).toEqual([]);
  return found;
}

interface Reviewed {
  readonly risks: readonly { readonly rule: string }[];
  readonly changes: readonly { readonly consequences: readonly { readonly address: string }[] }[];
  readonly work: readonly { readonly address: string }[];
}

const named = (edits: readonly Edit[]) => edits.map((each) => [each.name, each] as const);

describe("the same meaning", () => {
  test.each(named(sameMeaning))("%s", async (_name, edit) => {
    const { code, out, err } = await review(edited(edit), "--detailed-exitcode", "--fail-on", "change");
    expect({ code, out, err }).toEqual({ code: 0, out: "No changes. before and after mean the same.\n", err: "" });
  });
});

describe("changes", () => {
  test.each(named(changes))("%s", async (name, edit) => {
    const { code, out, err } = await review(edited(edit), "--detailed-exitcode");
    await expect(out).toMatchFileSnapshot(`expected/${name}.txt`);
    expect([code, err]).toEqual([2, ""]);
    expect(out).not.toContain("Risks");
    await expectCauses(edit);
  });
});

describe("risks", () => {
  test.each(named(risks))("%s", async (name, edit) => {
    const { code, out } = await review(edited(edit), "--fail-on", "risk");
    await expect(out).toMatchFileSnapshot(`expected/${name}.txt`);
    expect(code).toBe(1);
    expect((await expectCauses(edit)).risks.map(({ rule }) => rule)).toContain(edit.risk);
  });
});
