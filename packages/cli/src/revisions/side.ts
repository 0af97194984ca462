import { existsSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { UsageError } from "../exit-code.ts";
import { Stopped } from "../stopped.ts";
import { gitIn } from "./git.ts";
import { commitOf, findCommit, mergeBase, openRepository, type Repository } from "./repository.ts";

/** One of the two that are compared. */
export type Side =
  | { readonly kind: "commit"; readonly label: string; readonly commit: string; readonly repository: Repository }
  /** The project as it lies on disk: the working tree, or a folder of its own. */
  | { readonly kind: "folder"; readonly label: string; readonly folder: string };

export interface SideWords {
  readonly operands: readonly string[];
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Asked for only where a side is the project's. */
export type FindProject = () => string;

export interface SidePair {
  readonly base: Side;
  readonly head: Side;
}

/**
 * What is to be compared: two folders, or revisions of the project as git writes them (`main`, `main..branch`,
 * `main...branch`). A side that is not named is HEAD, or the working tree.
 */
export async function sidesOf(words: SideWords, project: FindProject, current: string): Promise<SidePair> {
  const { operands, from, to } = words;
  if (from !== undefined || to !== undefined) {
    if (operands.length > 0) throw new UsageError("Give --from and --to, or revisions; not both.");
    if (from === undefined) throw new UsageError("--to wants a --from to compare with.");
    return { base: folderSide(from, current), head: to === undefined ? workingTree(project) : folderSide(to, current) };
  }
  const [first, second] = operands;
  if (first !== undefined && second !== undefined) {
    return { base: await anySide(first, project, current), head: await anySide(second, project, current) };
  }
  const range = /^(.*?)(\.{2,3})(.*)$/.exec(first ?? "");
  if (first !== undefined && range !== null && !isFolder(first, current)) {
    const [, left, dots, right] = range as unknown as [string, string, string, string];
    return rangeSides(left || "HEAD", right || "HEAD", dots, await openRepository(project(), current));
  }
  return { base: await anySide(first ?? "HEAD", project, current), head: workingTree(project) };
}

async function rangeSides(left: string, right: string, dots: string, repository: Repository): Promise<SidePair> {
  const [base, head] = [await commitOf(repository, left), await commitOf(repository, right)];
  const side = (label: string, commit: string): Side => ({ kind: "commit", label, commit, repository });
  if (dots === "..") return { base: side(left, base), head: side(right, head) };
  const common = await mergeBase(repository, left, right);
  return { base: side(`${left} at ${common.slice(0, 7)}`, common), head: side(right, head) };
}

/** A revision; or, where git knows none of that name, a folder. */
async function anySide(word: string, project: FindProject, current: string): Promise<Side> {
  const asFolder = isFolder(word, current);
  if (asFolder && /^\.{0,2}\//.test(word)) return folderSide(word, current);
  if (asFolder && !(await isRevision(word, current))) return folderSide(word, current);
  const repository = await openRepository(project(), current);
  return { kind: "commit", label: word, commit: await commitOf(repository, word), repository };
}

/** Asked of git only where there is a folder of that name too; without git it is no revision. */
async function isRevision(word: string, current: string): Promise<boolean> {
  try {
    return (await findCommit(gitIn(current), word)) !== undefined;
  } catch (problem) {
    if (problem instanceof Stopped) return false;
    throw problem;
  }
}

function workingTree(project: FindProject): Side {
  const folder = project();
  if (existsSync(folder)) return { kind: "folder", label: "the working tree", folder };
  throw new UsageError(`There is no folder ${folder}. Name two revisions to compare what was there.`);
}

function folderSide(given: string, current: string): Side {
  if (!isFolder(given, current)) throw new UsageError(`There is no folder "${given}".`);
  return { kind: "folder", label: given, folder: resolve(current, given) };
}

const isFolder = (word: string, current: string): boolean => {
  const path = resolve(current, word);
  return existsSync(path) && statSync(path).isDirectory();
};
