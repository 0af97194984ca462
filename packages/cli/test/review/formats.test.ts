import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { changeMarkdown, codeText, plainText } from "../../src/review/markdown.ts";
import { run } from "../memory-terminal.ts";
import { temporaryFolder } from "../small-project.ts";

const here = join(import.meta.dirname, "project");

/** A little of everything, with signs that mean something to Markdown. */
const replacements: readonly (readonly [string, string])[] = [
  ["Which customers will leave in the next 90 days?", "Who *leaves* | or <b>stays</b>?"],
  ["  impute age, spend with median", '  derive `a|b` = if(spend > 1, "<i>", "b")\n  impute age, spend with mean'],
  ["test 20%", "test 10%"],
  ["auc >= 0.82", "auc >= 0.8"],
  ["drift.auc > 0.75 for 2h", "drift.auc > 0.9 or requests < 1/m"],
  ["desk@example.org", "@team"],
  [
    "alert slow    { when = latency.p95 > 50ms for 5m   notify = [team, desk] }",
    "alert silent { when = requests < 1/m for 15m  notify = desk }",
  ],
];

async function reviewed(format: string): Promise<string> {
  const files: Record<string, string> = {};
  for (const name of readdirSync(here)) {
    const text = readFileSync(join(here, name), "utf8");
    files[`before/${name}`] = text;
    files[`after/${name}`] = replacements.reduce((changed, [found, by]) => changed.replace(found, by), text);
  }
  const { out, err } = await run(temporaryFolder(files), ["diff", "before", "after", "--format", format], {
    width: 80,
  });
  expect(err).toBe("");
  return out;
}

test.each([
  ["text", "everything.txt"],
  ["markdown", "everything.md"],
  ["json", "everything.json.txt"],
])("a review as %s", async (format, file) => {
  await expect(await reviewed(format)).toMatchFileSnapshot(`formats/${file}`);
});

test("nothing that is written becomes Markdown or HTML", () => {
  expect(plainText("a_b *c* <d> | [e](f) `g`\n# h @i &j;")).toBe(
    "a\\_b \\*c\\* &lt;d> \\| \\[e\\](f) \\`g\\` \\# h \\@i &amp;j;",
  );
  expect(codeText("a ` b")).toBe("``a ` b``");
  expect(codeText("`a|b`")).toBe("`` `a|b` ``");
  expect(changeMarkdown("`when`: a < 1 → b > 2")).toBe("`when`: `a < 1` → `b > 2`");
  expect(changeMarkdown("gate `auc >= 1` removed, *so*")).toBe("gate `auc >= 1` removed, \\*so\\*");
});
