import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseFile } from "@mlopsc/grammar";
import { isVerb, stepEntry } from "@mlopsc/vocabulary";
import { describe, expect, it } from "vitest";
import { TextDocument } from "vscode-languageserver-textdocument";
import { completionsAt } from "../../src/completion/complete.ts";
import type { CompletionItem, CompletionList } from "../../src/completion/completion-item.ts";
import { noKnowledge } from "../../src/knowledge/knowledge.ts";
import { createProject } from "../../src/workspace/project.ts";
import { type Snapshot, snapshotOf } from "../../src/workspace/snapshot.ts";
import { applied } from "./offered.ts";

const examples = join(import.meta.dirname, "../../../../examples");
const noFiles = { listFolder: () => Promise.resolve([]) };

interface Spec {
  readonly folder: string;
  readonly files: ReadonlyMap<string, string>;
}

const specs: readonly Spec[] = readdirSync(examples, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name: folder }) => {
    const paths = readdirSync(join(examples, folder)).filter((path) => path.endsWith(".mlops"));
    return { folder, files: new Map(paths.map((path) => [path, readFileSync(join(examples, folder, path), "utf8")])) };
  });

/** Completions at offsets of a file of a project, whose text is another one for each. */
function asking({ files }: Spec, path: string): (text: string, offset: number) => Promise<Asked> {
  const project = createProject("file:///project", noKnowledge);
  const put = (name: string, text: string): void =>
    project.set(`file:///project/${name}`, TextDocument.create(`file:///project/${name}`, "mlops", 1, text));
  for (const [name, text] of files) put(name, text);
  return async (text, offset) => {
    if (project.document(path)?.getText() !== text) put(path, text);
    const snapshot = snapshotOf(project, path)!;
    return { snapshot, list: await completionsAt(snapshot, offset, noFiles) };
  };
}

interface Asked {
  readonly snapshot: Snapshot;
  readonly list: CompletionList;
}

/** What is wrong with the ranges of a list: an editor refuses those that are not on the cursor's line and around it. */
function wrongRanges({ snapshot, list }: Asked, offset: number): readonly string[] {
  const { document } = snapshot;
  const { line } = document.positionAt(offset);
  const spans = [list.replace, ...list.items.map(({ replace }) => replace ?? list.replace)];
  return [...new Set(spans)]
    .filter(({ start, end }) => {
      const lines = [document.positionAt(start).line, document.positionAt(end).line];
      return start > offset || end < offset || lines.some((each) => each !== line);
    })
    .map(({ start, end }) => `${start}..${end} around ${offset}`);
}

const problemsIn = (text: string): number => {
  const { blocks, problems } = parseFile("", text);
  return problems.length + blocks.reduce((sum, { block }) => sum + block.problems.length, 0);
};

describe.each(
  specs.flatMap((spec) =>
    [...spec.files].map(([path, text]) => ({ spec, path, text, name: `${spec.folder}/${path}` })),
  ),
)("anywhere in $name", ({ spec, path, text }) => {
  it("offers what takes the place of what stands around the cursor", async () => {
    const ask = asking(spec, path);
    const wrong: string[] = [];
    for (let offset = 0; offset <= text.length; offset += 1)
      wrong.push(...wrongRanges(await ask(text, offset), offset));
    expect(wrong).toEqual([]);
  });

  it("offers it where the file ends at the cursor", async () => {
    const ask = asking(spec, path);
    const wrong: string[] = [];
    for (let offset = 0; offset <= text.length; offset += 7) {
      const cut = text.slice(0, offset);
      wrong.push(...wrongRanges(await ask(cut, offset), offset));
    }
    expect(wrong).toEqual([]);
  });

  it("offers names that can stand there: the text has no more mistakes of syntax than before", async () => {
    const ask = asking(spec, path);
    const before = problemsIn(text);
    const worse: string[] = [];
    let tried = 0;
    for (let offset = 3; offset < text.length; offset += 11) {
      const { list } = await ask(text, offset);
      // Explanations are made when they are asked for, and must not fail then.
      for (const { documentation } of list.items) documentation?.();
      const written = text.slice(list.replace.start, list.replace.end);
      const isWord = list.replace.end > list.replace.start;
      for (const item of isWord ? list.items.filter((item) => isName(item, written)) : []) {
        tried += 1;
        const changed = applied(text, list, item);
        if (problemsIn(changed) > before) worse.push(`${item.label} at ${offset}: ${lineAt(text, offset)}`);
      }
    }
    expect(worse).toEqual([]);
    if (text.length > 1000) expect(tried).toBeGreaterThan(20);
  });
});

const isName = ({ kind, label }: CompletionItem, written: string): boolean =>
  kind === "reference" || kind === "column" || kind === "attribute" || (kind === "step" && isLike(label, written));

/** Behind a verb of another form what stands there would not be its operands. */
const isLike = (verb: string, written: string): boolean =>
  isVerb(verb) && isVerb(written) && stepEntry(verb).operands === stepEntry(written).operands;

const lineAt = (text: string, offset: number): string =>
  text.slice(text.lastIndexOf("\n", offset - 1) + 1, text.indexOf("\n", offset));
