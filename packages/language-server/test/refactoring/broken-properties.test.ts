import fc from "fast-check";
import { expect, test } from "vitest";
import { fixAll } from "../../src/actions/fix-all.ts";
import { quickFixes } from "../../src/actions/quick-fixes.ts";
import { refactorings } from "../../src/refactoring/refactorings.ts";
import { snapshotOf } from "../../src/workspace/snapshot.ts";
import { editedProject } from "../edited-project.ts";
import { openFolder, setText, specFolders } from "../example-projects.ts";

const folders = specFolders();

const change = fc.record({
  folder: fc.constantFrom(...folders),
  from: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.nat(30),
  put: fc.constantFrom(
    "",
    "\n",
    "x",
    " = ",
    "}",
    "{",
    '"',
    "  from a\n",
    "# no\n",
    "a, b",
    "param",
    "split test 20%\n",
  ),
  asked: fc.double({ min: 0, max: 1, noNaN: true }),
});

test("whatever the text, what is offered can be done", () => {
  let taken = 0;
  fc.assert(
    fc.property(change, ({ folder, from, length, put, asked }) => {
      const project = openFolder(folder);
      const [path = ""] = project.paths();
      const text = project.document(path)!.getText();
      const at = Math.floor(from * text.length);
      setText(project, path, text.slice(0, at) + put + text.slice(at + length));
      const snapshot = snapshotOf(project, path)!;
      const start = Math.floor(asked * snapshot.syntax.text.length);
      const range = { start, end: start + length };
      const offers = refactorings.flatMap((each) => each.offers(snapshot, range)).map(({ edits }) => edits());
      const fixes = quickFixes(snapshot, range).map(({ fix }) => fix.edits);
      // Edits that overlap throw.
      for (const edits of [...offers, ...fixes, fixAll(snapshot)]) editedProject(project, edits);
      taken += offers.length + fixes.length;
    }),
    { numRuns: 300 },
  );
  expect(taken).toBeGreaterThan(10);
});
