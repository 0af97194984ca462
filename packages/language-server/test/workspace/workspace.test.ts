import { expect, test } from "vitest";
import { TextDocument } from "vscode-languageserver-textdocument";
import { noKnowledge } from "../../src/knowledge/knowledge.ts";
import { createWorkspace, type Workspace } from "../../src/workspace/workspace.ts";
import { memoryFileSystem } from "../memory-file-system.ts";

async function opened(
  files: Readonly<Record<string, string>>,
): Promise<{ workspace: Workspace; disk: Map<string, string> }> {
  const disk = new Map(Object.entries(files).map(([path, text]) => [`file:///w/${path}`, text]));
  const workspace = createWorkspace({ files: memoryFileSystem(disk), knowledgeOf: () => noKnowledge });
  await workspace.open(["file:///w"]);
  return { workspace, disk };
}

test("a folder with a project block is a project, its sub-folders belong to it", async () => {
  const { workspace } = await opened({
    "a/project.mlops": "project a {\n}\n",
    "a/data/load.mlops": "",
    "b/main.mlops": "project b {\n}\n",
  });
  const folders = workspace.projects().map(({ folder, paths }) => [folder, paths()]);
  expect(folders).toEqual([
    ["file:///w/a", ["project.mlops", "data/load.mlops"]],
    ["file:///w/b", ["main.mlops"]],
  ]);
});

test("without a project block the topmost folder with specs is the project", async () => {
  const { workspace } = await opened({ "a/x.mlops": "", "a/b/y.mlops": "" });
  expect(workspace.projects().map(({ folder }) => folder)).toEqual(["file:///w/a"]);
});

test("a file that comes with a project block takes its folder's files with it", async () => {
  const { workspace, disk } = await opened({ "project.mlops": "project all {\n}\n", "a/x.mlops": "" });
  expect(workspace.projectOf("file:///w/a/x.mlops")?.folder).toBe("file:///w");
  disk.set("file:///w/a/p.mlops", "project a {\n}\n");
  await workspace.reread("file:///w/a/p.mlops");
  expect(workspace.projectOf("file:///w/a/x.mlops")?.folder).toBe("file:///w/a");
  disk.delete("file:///w/a/p.mlops");
  await workspace.reread("file:///w/a/p.mlops");
  expect(workspace.projectOf("file:///w/a/x.mlops")?.folder).toBe("file:///w");
});

test("names that editors escape in other ways are one file", async () => {
  const { workspace } = await opened({ "d%C3%A9mo/main.mlops": "project a {\n}\n" });
  expect(workspace.snapshot("file:///w/démo/main.mlops")?.path).toBe("main.mlops");
});

test("a folder that is taken out of the editor takes its files with it, open ones stay", async () => {
  const { workspace } = await opened({ "a/project.mlops": "project a {\n}\n", "a/x.mlops": "", "b/y.mlops": "" });
  workspace.take(TextDocument.create("file:///w/a/x.mlops", "mlops", 1, "dataset d {\n}\n"));
  workspace.leave(["file:///w/a"]);
  expect(workspace.projects().map(({ folder, paths }) => [folder, paths()])).toEqual([
    ["file:///w/a", ["x.mlops"]],
    ["file:///w/b", ["y.mlops"]],
  ]);
});

test("a folder that is deleted takes its files with it", async () => {
  const { workspace, disk } = await opened({ "project.mlops": "project a {\n}\n", "a/x.mlops": "", "a/b/y.mlops": "" });
  for (const uri of ["file:///w/a/x.mlops", "file:///w/a/b/y.mlops"]) disk.delete(uri);
  await workspace.reread("file:///w/a");
  expect(workspace.projects().map(({ paths }) => paths())).toEqual([["project.mlops"]]);
});
