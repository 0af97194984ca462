import fc from "fast-check";
import { expect, test } from "vitest";
import { fileTokens } from "../../src/tokens/file-tokens.ts";
import { tokenEdit } from "../../src/tokens/token-edit.ts";
import { snapshotOf } from "../../src/workspace/snapshot.ts";
import { openFolder, setText, specFolders } from "../example-projects.ts";

const folders = specFolders();

/** Absolute places: line, character, length. */
function placesOf(data: readonly number[]): readonly (readonly [number, number, number])[] {
  let [line, character] = [0, 0];
  return Array.from({ length: data.length / 5 }, (_, at) => {
    const [lineStep = 0, characterStep = 0, length = 0] = data.slice(at * 5, at * 5 + 3);
    character = lineStep === 0 ? character + characterStep : characterStep;
    line += lineStep;
    return [line, character, length] as const;
  });
}

/** A text cut at any two places, with something else between them. */
const change = fc.record({
  folder: fc.constantFrom(...folders),
  from: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.nat(40),
  put: fc.constantFrom("", "\n", "x", " = ", "}", '"""', '"', "dataset a {\n", "# no\r\n", "``", "\r", "é😀"),
});

test("enough specs are found", () => {
  expect(folders.length).toBeGreaterThan(20);
});

test("after any change the tokens are those of a server that never saw the text before", () => {
  fc.assert(
    fc.property(change, ({ folder, from, length, put }) => {
      const project = openFolder(folder);
      const [path = ""] = project.paths();
      const before = fileTokens(snapshotOf(project, path)!);
      const text = project.document(path)?.getText() ?? "";
      const at = Math.floor(from * text.length);
      setText(project, path, text.slice(0, at) + put + text.slice(at + length));
      const snapshot = snapshotOf(project, path)!;
      const after = fileTokens(snapshot);
      const fresh = openFolder(folder);
      setText(fresh, path, snapshot.document.getText());
      expect(after).toEqual(fileTokens(snapshotOf(fresh, path)!));
      expect(fileTokens(snapshot)).toEqual(after);
      const edit = tokenEdit(before, after);
      const edited = [...before];
      if (edit !== null) edited.splice(edit.start, edit.deleteCount, ...edit.data);
      expect(edited).toEqual(after);
    }),
    { numRuns: 100 },
  );
});

test("tokens stand in order, in their lines, and apart", () => {
  fc.assert(
    fc.property(change, ({ folder, from, length, put }) => {
      const project = openFolder(folder);
      const [path = ""] = project.paths();
      const text = project.document(path)?.getText() ?? "";
      const at = Math.floor(from * text.length);
      setText(project, path, text.slice(0, at) + put + text.slice(at + length));
      const snapshot = snapshotOf(project, path)!;
      const places = placesOf(fileTokens(snapshot));
      for (const [index, [line, character, tokenLength]] of places.entries()) {
        const next = places[index + 1];
        expect(tokenLength).toBeGreaterThan(0);
        if (next?.[0] === line) expect(next[1]).toBeGreaterThanOrEqual(character + tokenLength);
        const start = snapshot.document.offsetAt({ line, character });
        expect(snapshot.document.positionAt(start + tokenLength)).toEqual({ line, character: character + tokenLength });
      }
    }),
    { numRuns: 100 },
  );
});

test("the tokens of a range are some of the whole's, and all that it touches", () => {
  fc.assert(
    fc.property(change, ({ folder, from, length }) => {
      const project = openFolder(folder);
      const [path = ""] = project.paths();
      const snapshot = snapshotOf(project, path)!;
      const start = Math.floor(from * snapshot.syntax.text.length);
      const within = { start, end: start + length * 5 };
      const whole = placesOf(fileTokens(snapshot)).map(String);
      const part = placesOf(fileTokens(snapshot, within));
      expect(whole).toEqual(expect.arrayContaining(part.map(String)));
      const told = new Set(part.map(String));
      for (const [line, character, tokenLength] of placesOf(fileTokens(snapshot))) {
        const offset = snapshot.document.offsetAt({ line, character });
        if (offset < within.end && offset + tokenLength > within.start) {
          expect(told).toContain(String([line, character, tokenLength]));
        }
      }
    }),
    { numRuns: 100 },
  );
});
