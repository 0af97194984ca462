import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { outsideOf, type ProgramOutline, type Step } from "@mlopsc/plan";
import type { CompiledSide } from "./compile-side.ts";
import { filesAt, hashesOf, openRepository, type TrackedFile, trackedPaths } from "./repository.ts";
import type { Side } from "./side.ts";

/** By the address of a step: what its files contain. */
export type Fingerprints = Readonly<Record<string, string>>;

/**
 * What the files contain that sources and trainers read, where it can be told of both sides: of files that git keeps;
 * between two folders, of trainers alone. A step none of whose files is known has no fingerprint on either side.
 */
export async function fileFingerprints(
  base: CompiledSide,
  head: CompiledSide,
): Promise<{ readonly base: Fingerprints; readonly head: Fingerprints }> {
  const inGit = base.side.kind === "commit" || head.side.kind === "commit";
  const patterns = [
    ...new Set([base, head].flatMap(({ outline }) => filesOf(outline, inGit).flatMap(([, each]) => each))),
  ];
  if (patterns.length === 0) return { base: {}, head: {} };
  const [before, after] = [await contentsAt(base.side, patterns, inGit), await contentsAt(head.side, patterns, inGit)];
  const isKnown = (pattern: string): boolean => [...before, ...after].some(({ path }) => matches(path, pattern));
  const known = new Set(patterns.filter(isKnown));
  return {
    base: fingerprintsOf(filesOf(base.outline, inGit), before, known),
    head: fingerprintsOf(filesOf(head.outline, inGit), after, known),
  };
}

/** Steps with the files that they read: paths from the project's folder, of folders too, and globs. */
function filesOf({ steps }: ProgramOutline, withSources: boolean): readonly (readonly [string, readonly string[]])[] {
  const byAddress = new Map(steps.map((step) => [step.address, step]));
  return steps.flatMap((step): readonly (readonly [string, readonly string[]])[] => {
    const files = pathsOf(step, (address) => byAddress.get(address), withSources);
    return files.length === 0 ? [] : [[step.address, files]];
  });
}

function pathsOf(step: Step, stepAt: (address: string) => Step | undefined, withSources: boolean): readonly string[] {
  if (step.kind === "ingest-dataset") return withSources ? [step.config.source.path] : [];
  const outside = outsideOf(step, stepAt);
  return outside === undefined ? [] : outside.kind === "onnx" ? [outside.path] : outside.files;
}

function fingerprintsOf(
  steps: ReturnType<typeof filesOf>,
  files: readonly TrackedFile[],
  known: ReadonlySet<string>,
): Fingerprints {
  const entries = steps.flatMap(([address, patterns]) => {
    if (!patterns.some((pattern) => known.has(pattern))) return [];
    const read = files.filter(({ path }) => patterns.some((pattern) => matches(path, pattern)));
    return [
      [
        address,
        read
          .map(({ path, object }) => `${object} ${path}`)
          .sort()
          .join("\n"),
      ],
    ];
  });
  return Object.fromEntries(entries);
}

async function contentsAt(side: Side, patterns: readonly string[], inGit: boolean): Promise<readonly TrackedFile[]> {
  const isAsked = (path: string): boolean => patterns.some((pattern) => matches(path, pattern));
  if (side.kind === "commit") return (await filesAt(side.repository, side.commit)).filter(({ path }) => isAsked(path));
  if (!inGit) return patterns.flatMap((path) => hashedBelow(side.folder, path));
  const repository = await openRepository(side.folder, side.folder);
  const paths = (await trackedPaths(repository)).filter((path) => isAsked(path) && isFile(join(side.folder, path)));
  return hashesOf(repository, paths);
}

/** A file, or all files in a folder but the hidden ones. */
function hashedBelow(folder: string, path: string): readonly TrackedFile[] {
  const whole = join(folder, path);
  if (isFile(whole)) return [{ path, object: createHash("sha256").update(readFileSync(whole)).digest("hex") }];
  if (!statSync(whole, { throwIfNoEntry: false })?.isDirectory()) return [];
  const names = readdirSync(whole).filter((name) => !name.startsWith("."));
  return names.flatMap((name) => hashedBelow(folder, `${path}/${name}`));
}

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() === true;

/** Whether a pattern names the file, or a folder that holds it. `*` and `?` stand within a name, `**` for folders too. */
function matches(path: string, pattern: string): boolean {
  const plain = pattern.replace(/^(\.\/)+/, "").replace(/\/+$/, "");
  if (!/[*?[{]/.test(plain)) return path === plain || path.startsWith(`${plain}/`);
  const expression = plain.replace(/\*\*\/?|[*?]|[.+^$()|[\]{}\\]/g, (sign) => globs[sign] ?? `\\${sign}`);
  return new RegExp(`^${expression}$`).test(path);
}

const globs: Readonly<Record<string, string>> = { "**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]" };
