import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../../..");

/** The table of docs/architecture.md: what each room may import from the others. The one owner of direction. */
const mayImport: Record<string, readonly string[]> = {
  "packages/diagnostics": [],
  "packages/vocabulary": [],
  grammar: ["diagnostics", "vocabulary"],
  "packages/plan": ["diagnostics", "vocabulary"],
  "packages/compiler": ["diagnostics", "vocabulary", "grammar", "plan"],
  "packages/learn": ["vocabulary"],
  "packages/onnx": ["learn", "vocabulary"],
  "packages/serve": ["learn", "vocabulary"],
  "packages/deploy": ["diagnostics", "vocabulary", "learn", "serve"],
  "packages/monitor": ["diagnostics", "vocabulary", "learn", "serve"],
  "packages/engine": ["diagnostics", "vocabulary", "plan", "learn", "serve", "deploy", "monitor"],
  "packages/language-server": ["diagnostics", "vocabulary", "grammar", "plan", "compiler"],
  "packages/cli": [
    ...["diagnostics", "vocabulary", "grammar", "plan", "compiler", "learn", "onnx", "serve", "deploy", "monitor"],
    ...["engine", "language-server"],
  ],
  // What it needs of ours is bundled: the server is another process.
  "vscode-extension": [],
};

/** Rooms without clock, files, console, network or unseeded chance; `plan` may hash, in one file. */
const pure = [
  ...["packages/diagnostics", "packages/vocabulary", "grammar"],
  ...["packages/compiler", "packages/learn", "packages/onnx"],
];
const banned = [
  /\bMath\.random\b/,
  /\bDate\.now\b/,
  /\bnew Date\(\)/,
  /(?<![-\w])process\.[a-z]/,
  /\bconsole\./,
  /\bfetch\(/,
  /from "node:/,
  /\bperformance\.now\b/,
];

const sourcesOf = (room: string): string[] =>
  readdirSync(join(root, room, "src"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => join(root, room, "src", file));

const importsOf = (file: string): string[] =>
  [...readFileSync(file, "utf8").matchAll(/(?:from|import\()\s*"(@mlopsc\/[^"]+|mlopsc)"/g)].map(
    (match) => match[1] as string,
  );

describe.each(Object.keys(mayImport))("room %s", (room) => {
  it("imports only from the rooms that its row names", () => {
    const files = sourcesOf(room);
    expect(files.length).toBeGreaterThan(0);
    const allowed = new Set((mayImport[room] as readonly string[]).map((name) => `@mlopsc/${name}`));
    const strangers = files.flatMap((file) =>
      importsOf(file)
        .filter((name) => !allowed.has(name))
        .map((name) => `${file}: ${name}`),
    );
    expect(strangers).toEqual([]);
  });

  it("declares just the rooms that it imports", () => {
    const manifest = JSON.parse(readFileSync(join(root, room, "package.json"), "utf8"));
    const declared = Object.keys(manifest.dependencies ?? {}).filter((name) => name.startsWith("@mlopsc/"));
    const used = new Set(sourcesOf(room).flatMap(importsOf));
    expect(declared.sort()).toEqual([...used].sort());
  });
});

it.each(pure)("%s is pure", (room) => {
  const found = sourcesOf(room).flatMap((file) => {
    const text = readFileSync(file, "utf8").replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");
    return banned.filter((pattern) => pattern.test(text)).map((pattern) => `${file}: ${pattern}`);
  });
  expect(found).toEqual([]);
});

it("hashes in one file of plan only", () => {
  const users = sourcesOf("packages/plan").filter((file) => /from "node:/.test(readFileSync(file, "utf8")));
  expect(users.map((file) => file.slice(join(root, "packages/plan/src/").length))).toEqual(["digest.ts"]);
});

it("docs name only paths that exist", () => {
  const pages = [
    "README.md",
    "CONTRIBUTING.md",
    ...readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
      .filter((f) => f.endsWith(".md"))
      .map((f) => join("docs", f)),
  ];
  expect(pages.length).toBeGreaterThan(3);
  const missing = pages.flatMap((page) =>
    [...readFileSync(join(root, page), "utf8").matchAll(/`((?:packages|docs|examples|bench|grammar)\/[\w./-]+)`/g)]
      .map((match) => match[1] as string)
      .filter((path) => !existsSync(join(root, path)))
      .map((path) => `${page}: ${path}`),
  );
  expect(missing).toEqual([]);
});
