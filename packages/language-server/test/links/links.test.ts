import { expect, test } from "vitest";
import { existingLinks } from "../../src/links/existing-links.ts";
import { pathEdits } from "../../src/links/path-edits.ts";
import { markedProject } from "../marked-project.ts";
import { memoryFileSystem } from "../memory-file-system.ts";

const folder = "file:///project";
const spec = `param data : text = "lake"
dataset customers {
  source = csv("{data}/my customers.csv")
}
model own {
  algorithm = command("python ./lib/train.py --fast", files: ["lib/tool.py", "gone.py"])
}
channel team {
  webhook = "https://hooks.example.com/lib/train.py"
}
`;

test("texts, and words of commands, that are paths of files", async () => {
  const { snapshot } = markedProject(spec);
  const there = ["lake/my%20customers.csv", "lib/train.py", "lib/tool.py", "lake/other.csv"];
  const files = memoryFileSystem(new Map(there.map((path) => [`${folder}/${path}`, ""])));
  const links = await existingLinks(snapshot, files);
  const text = snapshot.document.getText();
  expect(links.map(({ span, uri }) => `${text.slice(span.start, span.end)} → ${uri}`)).toEqual([
    `{data}/my customers.csv → ${folder}/lake/my%20customers.csv`,
    `./lib/train.py → ${folder}/lib/train.py`,
    `lib/tool.py → ${folder}/lib/tool.py`,
  ]);
});

test("texts follow what is moved, and nothing else is touched", () => {
  const { project, snapshot } = markedProject(spec);
  const text = snapshot.document.getText();
  const moved = (from: string, to: string): readonly string[] =>
    pathEdits(project, [{ from: `${folder}/${from}`, to: `${folder}/${to}` }]).map(
      ({ span, newText }) => `${text.slice(span.start, span.end)} → ${newText}`,
    );
  expect(moved("lib", "src/lib")).toEqual(["./lib/train.py → ./src/lib/train.py", "lib/tool.py → src/lib/tool.py"]);
  expect(moved("lake/my%20customers.csv", "lake/customers.csv")).toEqual([
    "{data}/my customers.csv → {data}/customers.csv",
  ]);
  expect(moved("lake", "sea")).toEqual(["{data}/my customers.csv → sea/my customers.csv"]);
  expect(moved("li", "x")).toEqual([]);
  expect(pathEdits(project, [{ from: `${folder}/lib/train.py`, to: "file:///elsewhere/train.py" }])).toEqual([]);
});
