import { existsSync } from "node:fs";
import { posix, relative, sep } from "node:path";
import { codes, report } from "@mlopsc/diagnostics";
import { Stopped } from "../stopped.ts";
import { type Git, gitIn } from "./git.ts";

/** The git repository around a project. */
export interface Repository {
  readonly git: Git;
  /** Of the project's folder in the repository: empty, or ends with a slash. */
  readonly prefix: string;
}

/** @param current where git is asked when the project's folder is not there now */
export async function openRepository(project: string, current: string): Promise<Repository> {
  const folder = existsSync(project) ? project : current;
  const git = gitIn(folder);
  const prefix = await git.text("rev-parse", "--show-prefix");
  if (prefix === undefined) throw new Stopped([report(codes.noRepository, { folder })]);
  const below = relative(folder, project).split(sep).join("/");
  const path = posix.join(prefix, below);
  return { git, prefix: path === "." || path === "./" ? "" : path.replace(/\/*$/, "/") };
}

/** The commit that a revision names. */
export async function commitOf({ git }: Repository, revision: string): Promise<string> {
  const commit = await findCommit(git, revision);
  if (commit !== undefined) return commit;
  throw new Stopped([report(codes.unknownRevision, { revision, shallow: await isShallow(git) })]);
}

export const findCommit = (git: Git, revision: string): Promise<string | undefined> =>
  git.text("rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`);

/** The commit where one branch left the other. */
export async function mergeBase({ git }: Repository, left: string, right: string): Promise<string> {
  const commit = await git.text("merge-base", "--end-of-options", left, right);
  if (commit !== undefined) return commit;
  throw new Stopped([report(codes.noCommonAncestor, { left, right, shallow: await isShallow(git) })]);
}

const isShallow = async (git: Git): Promise<boolean> =>
  (await git.text("rev-parse", "--is-shallow-repository")) === "true";

export interface TrackedFile {
  /** From the project's folder, with forward slashes. */
  readonly path: string;
  /** Digest of its content, as git has it. */
  readonly object: string;
}

/** The files of a commit below the project's folder; links and sub-modules are left out. */
export async function filesAt({ git, prefix }: Repository, commit: string): Promise<readonly TrackedFile[]> {
  const words = ["ls-tree", "-r", "-z", "--full-tree", commit, ...(prefix === "" ? [] : ["--", prefix])];
  const lines = new TextDecoder().decode(await git.bytes(words)).split("\0");
  return lines.flatMap((line) => {
    const [, mode, object, path] = /^(\d+) \w+ (\w+)\t(.*)$/s.exec(line) ?? [];
    const isFile = mode === "100644" || mode === "100755";
    return isFile && object && path?.startsWith(prefix) ? [{ path: path.slice(prefix.length), object }] : [];
  });
}

/** The contents of objects, in their order. */
export async function contentsOf({ git }: Repository, objects: readonly string[]): Promise<readonly Uint8Array[]> {
  if (objects.length === 0) return [];
  const bytes = await git.bytes(["cat-file", "--batch"], `${objects.join("\n")}\n`);
  const contents: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf(10, at);
    const [object, kind, length] = new TextDecoder().decode(bytes.subarray(at, end)).split(" ");
    const size = Number(length);
    if (kind !== "blob")
      throw new Stopped([report(codes.gitFailed, { command: "cat-file", detail: `${object} is ${kind}` })]);
    contents.push(bytes.subarray(end + 1, end + 1 + size));
    at = end + 1 + size + 1;
  }
  return contents;
}

/** Paths that git keeps below the current folder's project, as they are in the working tree or were until now. */
export async function trackedPaths({ git }: Repository): Promise<readonly string[]> {
  const text = new TextDecoder().decode(await git.bytes(["ls-files", "-z"]));
  return text.split("\0").filter((path) => path !== "");
}

/** Digests of files of the working tree, as git would keep them. */
export async function hashesOf({ git, prefix }: Repository, paths: readonly string[]): Promise<readonly TrackedFile[]> {
  if (paths.length === 0) return [];
  // From the top: elsewhere, versions of git differ in what such paths are relative to.
  const top = gitIn((await git.text("rev-parse", "--show-toplevel")) ?? ".");
  const lines = paths.map((path) => `${prefix}${path}\n`).join("");
  const objects = new TextDecoder().decode(await top.bytes(["hash-object", "--stdin-paths"], lines)).split("\n");
  return paths.map((path, at) => ({ path, object: objects[at] ?? "" }));
}
