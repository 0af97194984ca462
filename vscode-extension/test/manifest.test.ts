import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const folder = join(import.meta.dirname, "..");
const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
const { contributes } = manifest;
const sources = readdirSync(join(folder, "src"), { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .map((file) => readFileSync(join(folder, "src", file), "utf8"))
  .join("\n");

/** Every text of the manifest's tree. */
const texts = (value: unknown): readonly string[] =>
  typeof value === "string"
    ? [value]
    : typeof value === "object" && value !== null
      ? Object.values(value).flatMap(texts)
      : [];

it("names only files that are there, or are built", () => {
  const paths = texts(contributes).filter((text) => /^(?:\.\/)?(?:media|language|walkthrough)\//.test(text));
  expect(paths.length).toBeGreaterThan(10);
  expect(paths.filter((path) => !existsSync(join(folder, path)))).toEqual([]);
});

it("has code for every command, a menu or a palette entry for each, and no code without a command", () => {
  const declared = contributes.commands.map(({ command }: { command: string }) => command);
  const registered = [...sources.matchAll(/"(mlops\.[a-zA-Z]+)": /g)].map(([, name]) => name);
  expect(declared.length).toBeGreaterThan(8);
  expect([...new Set(registered)].toSorted()).toEqual(declared.toSorted());
  const used = texts([contributes.menus, contributes.walkthroughs]).join(" ");
  for (const name of used.match(/mlops\.(?:plan|check|apply|diff|report|graph|predict|refreshRuns|reveal)\b/g) ?? [])
    expect(declared).toContain(name === "mlops.planState" ? "mlops.plan" : name);
});

describe("settings", () => {
  const settings = Object.entries<{ description?: string; markdownDescription?: string }>(
    contributes.configuration.properties,
  );
  it("say what they do", () => {
    expect(settings.length).toBeGreaterThan(8);
    for (const [name, { description, markdownDescription }] of settings)
      expect({ name, text: description ?? markdownDescription }).toEqual({
        name,
        text: expect.stringMatching(/^[A-Z].*\.$/),
      });
  });
  it("that name a program are not taken from a folder that is not trusted", () => {
    const { supported, restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
    expect(supported).toBe("limited");
    const programs = settings.map(([name]) => name).filter((name) => name.endsWith(".path"));
    expect(restrictedConfigurations).toEqual(programs);
  });
});

describe("language configuration", () => {
  const configuration = JSON.parse(readFileSync(join(folder, "language/configuration.json"), "utf8"));
  it("takes names, names in backticks and numbers for words", () => {
    const { pattern, flags } = configuration.wordPattern;
    const words = "aggregate by `Customer ID`: größe_2 = 1_000.5".match(new RegExp(pattern, `${flags}g`));
    expect(words).toEqual(["aggregate", "by", "`Customer ID`", "größe_2", "1_000.5"]);
  });
  it.each([
    ["model churn {", true],
    ["  metrics = [  # several", true],
    ['  source = csv("{")', false],
    ["  gate { auc > 1 }", false],
    ["  # a {", false],
  ])("%s is followed by a deeper line: %s", (line, deeper) => {
    expect(new RegExp(configuration.indentationRules.increaseIndentPattern.pattern).test(line)).toBe(deeper);
  });
  it("goes on with documentation on the next line", () => {
    const [documentation] = configuration.onEnterRules;
    expect(new RegExp(documentation.beforeText.pattern).test("## One row per customer.")).toBe(true);
    expect(new RegExp(documentation.beforeText.pattern).test("# a comment")).toBe(false);
  });
});

it("runs in a folder that is not trusted what comes with it, and nothing else", () => {
  const starters = readdirSync(join(folder, "src"), { recursive: true, encoding: "utf8" }).filter(
    (file) =>
      file.endsWith(".ts") &&
      /\bspawn\(|ProcessExecution\(|new LanguageClient\(/.test(readFileSync(join(folder, "src", file), "utf8")),
  );
  expect(starters.toSorted()).toEqual([
    "browser.ts", // A worker of the extension's own.
    "commands/apply-project.ts",
    "program/run-program.ts",
    "server/language-client.ts",
  ]);
  expect(sources).not.toMatch(/\bShellExecution\(|shell: true|\bexec\(|execSync|sendText\(/);
});
