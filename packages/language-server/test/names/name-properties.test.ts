import type { Place, TextEdit } from "@mlopsc/diagnostics";
import { expect, test } from "vitest";
import { definitionOf } from "../../src/names/named.ts";
import { namesAt } from "../../src/names/names-at.ts";
import { referencesTo } from "../../src/names/references.ts";
import { rename } from "../../src/rename/rename.ts";
import type { ChangingProject } from "../../src/workspace/project.ts";
import { snapshotOf } from "../../src/workspace/snapshot.ts";
import { openFolder, setText, specFolders } from "../example-projects.ts";

const examples = specFolders().filter((folder) => folder.includes("/examples/"));

/** Every place in a project where a name stands. */
const wordsOf = (project: ChangingProject): readonly (readonly [string, number])[] =>
  project.paths().flatMap((path) => {
    const text = project.document(path)?.getText() ?? "";
    return [...text.matchAll(/(?<![\p{L}\p{N}_])[\p{L}_][\p{L}\p{N}_]*/gu)].map(({ index }) => [path, index] as const);
  });

test("the definition of every name has that name among its references", () => {
  let names = 0;
  for (const folder of specFolders()) {
    const project = openFolder(folder);
    const compilation = project.compilation();
    for (const [path, offset] of wordsOf(project)) {
      const at = namesAt(snapshotOf(project, path)!, offset);
      for (const target of at?.targets ?? []) {
        if (target.kind === "column" && target.name.span === null) continue;
        const { file, span } = definitionOf(target);
        const there = namesAt(snapshotOf(project, file)!, span.start)!;
        const references = referencesTo(compilation, there.targets);
        const isThere = references.some(({ place }) => place.file === path && place.span.start === at!.span.start);
        if (!isThere) expect.fail(`${folder}/${path} at ${offset}: ${JSON.stringify(references)}`);
        names += 1;
      }
    }
  }
  expect(names).toBeGreaterThan(1000);
});

test("every name of the examples can be renamed without a new mistake, and back without a trace", () => {
  const counts = { renamed: 0, refused: new Set<string>() };
  for (const folder of examples) {
    const project = openFolder(folder);
    const before = new Map(project.paths().map((path) => [path, project.document(path)?.getText() ?? ""]));
    const problems = project.compilation().diagnostics.length;
    const seen = new Set<string>();
    for (const [path, offset] of wordsOf(project)) {
      const snapshot = snapshotOf(project, path)!;
      const at = namesAt(snapshot, offset);
      // A word of `on` is two names, each of which has a place of its own.
      if (at === null || at.targets.length > 1) continue;
      const place = definitionOf(at.targets[0]!);
      const key = `${place.file} ${place.span.start}`;
      if (seen.has(key)) continue;
      seen.add(key);
      const text = before.get(path)!;
      const name = text.slice(at.span.start, at.span.end).replaceAll("`", "");
      const found = rename(snapshot, offset, `${name}_x`);
      if (found === null || "refused" in found) {
        const reason = (found?.refused ?? "no name").replace(/`[^`]*`/g, "…");
        counts.refused.add(reason);
        continue;
      }
      const edited = new Set(found.edits.map(({ file }) => file));
      for (const file of edited)
        setText(
          project,
          file,
          applied(
            before.get(file)!,
            found.edits.filter((edit) => edit.file === file),
          ),
        );
      expect(project.compilation().diagnostics.length, `${folder}: ${name}`).toBe(problems);
      const back = rename(snapshotOf(project, place.file)!, movedStart(place, found.edits), name);
      if (back === null || "refused" in back) expect.fail(`${folder}: ${name} back: ${JSON.stringify(back)}`);
      for (const file of edited) {
        const text = project.document(file)!.getText();
        expect(
          applied(
            text,
            back.edits.filter((edit) => edit.file === file),
          ),
          `${folder}: ${name}`,
        ).toBe(before.get(file));
        setText(project, file, before.get(file)!);
      }
      counts.renamed += 1;
    }
  }
  expect(counts.renamed).toBeGreaterThan(90);
  expect([...counts.refused].sort()).toEqual([
    "… is a word of the language.",
    "… takes its name from …: rename that one.",
  ]);
});

/** Where a place begins after the edits before it. */
const movedStart = ({ file, span }: Place, edits: readonly TextEdit[]): number =>
  edits
    .filter((edit) => edit.file === file && edit.span.start < span.start)
    .reduce((start, edit) => start + edit.newText.length - (edit.span.end - edit.span.start), span.start);

const applied = (
  text: string,
  edits: readonly { readonly span: { readonly start: number; readonly end: number }; readonly newText: string }[],
): string =>
  edits.toReversed().reduce((all, { span, newText }) => all.slice(0, span.start) + newText + all.slice(span.end), text);
