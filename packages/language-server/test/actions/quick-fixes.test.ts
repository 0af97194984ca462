import { expect, test } from "vitest";
import { fixAll } from "../../src/actions/fix-all.ts";
import { quickFixes } from "../../src/actions/quick-fixes.ts";
import { snapshotOf } from "../../src/workspace/snapshot.ts";
import { complaints, editedProject } from "../edited-project.ts";
import { openFolder, specFolders } from "../example-projects.ts";
import { markedProject } from "../marked-project.ts";

const misspelt = `dataset a {
  source = csv("a.csv")
  schema {
    age int
  }
}
transform t {
  from a
  dorp ag<|>e
  filter aeg > 3
}
`;

test("the fixes of what a range touches, and whether there is only one", () => {
  const { snapshot, cursors } = markedProject(misspelt);
  const at = cursors[0]!;
  expect(quickFixes(snapshot, { start: at, end: at })).toEqual([]);
  const line = quickFixes(snapshot, { start: at - 8, end: at });
  expect(line.map(({ found, fix, isOnly }) => [found.code, fix.title, isOnly])).toEqual([
    ["ML2004", "Replace with `drop`", true],
  ]);
});

test("all that leaves no choice is mended at once", () => {
  const { snapshot, project } = markedProject(misspelt.replace("<|>", ""));
  const after = editedProject(project, fixAll(snapshot));
  expect(after.document("main.mlops")?.getText()).toContain("  drop age\n  filter age > 3\n");
});

test("in every real spec fixing all takes away what it is for, and every fix can be applied", () => {
  let fixed = 0;
  for (const folder of specFolders()) {
    const project = openFolder(folder);
    for (const path of project.paths()) {
      const snapshot = snapshotOf(project, path)!;
      const whole = { start: 0, end: snapshot.syntax.text.length };
      for (const { fix } of quickFixes(snapshot, whole)) expect(() => editedProject(project, fix.edits)).not.toThrow();
      const edits = fixAll(snapshot);
      if (edits.length === 0) continue;
      fixed += 1;
      const after = complaints(editedProject(project, edits).compilation());
      expect([folder, ...after]).not.toEqual([folder, ...complaints(project.compilation())]);
    }
  }
  expect(fixed).toBeGreaterThan(15);
});
