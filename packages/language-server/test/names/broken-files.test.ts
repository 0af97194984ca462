import { expect, test } from "vitest";
import { existingLinks } from "../../src/links/existing-links.ts";
import { definitionOf } from "../../src/names/named.ts";
import { namesAt } from "../../src/names/names-at.ts";
import { referencesTo } from "../../src/names/references.ts";
import { linkedSpans } from "../../src/rename/linked-spans.ts";
import { prepareRename } from "../../src/rename/rename.ts";
import { snapshotOf } from "../../src/workspace/snapshot.ts";
import { setText } from "../example-projects.ts";
import { markedProject } from "../marked-project.ts";
import { memoryFileSystem } from "../memory-file-system.ts";
import { shop } from "../shop.ts";

const path = "data.mlops";

test("a line that breaks hides no other name", () => {
  const { project } = markedProject(shop);
  const source = shop[path];
  const changing = project as Parameters<typeof setText>[0];
  for (const broken of ["  key = ", "  key = customer_id customer_id ]", "  key customer_id"]) {
    setText(changing, path, source.replace("  key = customer_id", broken));
    const text = project.document(path)!.getText();
    const at = namesAt(snapshotOf(project, path)!, text.indexOf("age, spent"))!;
    const lines = referencesTo(project.compilation(), at.targets).map(({ place }) => place.file);
    expect(lines.length, broken).toBeGreaterThanOrEqual(6);
    expect(lines, broken).toContain("models.mlops");
  }
});

test("whatever is cut out, every question is answered, with places inside their files", async () => {
  const { project } = markedProject(shop);
  const source = `${shop[path]}# 😀\nparam sign : text = "a/😀.csv"\n`;
  const changing = project as Parameters<typeof setText>[0];
  let names = 0;
  for (let from = 0; from < source.length; from += 3) {
    setText(changing, path, source.slice(0, from) + source.slice(from + 1 + (from % 7)));
    const snapshot = snapshotOf(project, path)!;
    await existingLinks(snapshot, memoryFileSystem(new Map()));
    for (const offset of [from - 4, from, from + 2]) {
      prepareRename(snapshot, offset);
      linkedSpans(snapshot, offset);
      const { targets } = namesAt(snapshot, offset) ?? { targets: [] };
      const references = referencesTo(project.compilation(), targets).map(({ place }) => place);
      for (const { file, span } of [...targets.map(definitionOf), ...references]) {
        expect(span.end).toBeLessThanOrEqual(project.document(file)!.getText().length);
        names += 1;
      }
    }
  }
  expect(names).toBeGreaterThan(300);
});
