import { relative } from "node:path";
import {
  type CancellationToken,
  type Disposable,
  Range,
  type TestController,
  type TestItem,
  TestMessage,
  type TestRun,
  TestRunProfileKind,
  type TestRunRequest,
  type TextDocument,
  tests,
  type Uri,
  workspace,
} from "vscode";
import { projectOf, specFiles } from "../project/current-project.ts";
import type { Session } from "../session.ts";
import { scanBlocks } from "../spec/scan-blocks.ts";
import { checkGroups } from "./check-lines.ts";
import type { LineResult } from "./check-results.ts";
import { runChecks } from "./run-checks.ts";

/** Every line of an `expect` or a `gate` is a test: under its block, under its file. */
export function openTestExplorer(session: Session, afterRun: () => void): Disposable {
  const controller = tests.createTestController("mlops", "mlopsc");
  const update = (document: TextDocument): void => {
    if (document.languageId === "mlops" && document.uri.scheme === "file") fill(controller, document);
  };
  const discover = async (): Promise<void> => {
    for (const uri of await specFiles()) update(await workspace.openTextDocument(uri));
  };
  controller.refreshHandler = discover;
  controller.resolveHandler = async (item) => {
    if (item === undefined) await discover();
  };
  // One after the other: a project is applied by one at a time.
  let before: Promise<void> = Promise.resolve();
  const runInTurn = (request: TestRunRequest, token: CancellationToken): Promise<void> => {
    const run = runAll(session, controller, { request, token, turn: before }).finally(afterRun);
    before = run.catch(() => undefined);
    return run;
  };
  controller.createRunProfile("Hold to it", TestRunProfileKind.Run, runInTurn, true);
  const watcher = workspace.createFileSystemWatcher("**/*.mlops", false, true, false);
  const watching = [
    workspace.onDidOpenTextDocument(update),
    workspace.onDidChangeTextDocument(({ document }) => update(document)),
    watcher.onDidCreate(async (uri) => update(await workspace.openTextDocument(uri))),
    watcher.onDidDelete((uri) => controller.items.delete(uri.toString())),
  ];
  for (const document of workspace.textDocuments) update(document);
  return {
    dispose: () => {
      for (const each of [controller, watcher, ...watching]) each.dispose();
    },
  };
}

/** What a block's item stands for: the step that is carried out. */
const addresses = new WeakMap<TestItem, string>();

function fill(controller: TestController, document: TextDocument): void {
  const { uri } = document;
  const groups = checkGroups(scanBlocks(document.getText()));
  if (groups.length === 0) {
    controller.items.delete(uri.toString());
    return;
  }
  const file = controller.items.get(uri.toString()) ?? controller.createTestItem(uri.toString(), fileLabel(uri), uri);
  const range = (start: number, end: number): Range => new Range(document.positionAt(start), document.positionAt(end));
  const blocks = groups.map(({ block, address, lines }) => {
    const item = controller.createTestItem(address, `${block.kind} ${block.name}`, uri);
    item.range = range(block.nameStart, block.nameEnd);
    addresses.set(item, address);
    item.children.replace(
      lines.map(({ text, start, end }, at) => {
        const line = controller.createTestItem(`${address}#${at}`, text, uri);
        line.range = range(start, end);
        line.sortText = String(at).padStart(4, "0");
        return line;
      }),
    );
    return item;
  });
  file.children.replace(blocks);
  controller.items.add(file);
}

const fileLabel = (uri: Uri): string => workspace.asRelativePath(uri);

interface Asked {
  readonly request: TestRunRequest;
  readonly token: CancellationToken;
  /** When it may begin. */
  readonly turn: Promise<void>;
}

async function runAll(session: Session, controller: TestController, { request, token, turn }: Asked): Promise<void> {
  await workspace.saveAll();
  const run = controller.createTestRun(request);
  const stop = new AbortController();
  token.onCancellationRequested(() => stop.abort());
  const wanted = request.include ?? [...controller.items].map(([, item]) => item);
  const excluded = new Set(request.exclude ?? []);
  const leaves = [...new Set(wanted.flatMap(leavesOf))].filter((item) => !excluded.has(item));
  for (const leaf of leaves) run.enqueued(leaf);
  await turn;
  for (const [block, lines] of byBlock(leaves))
    if (!stop.signal.aborted) await runBlock(session, run, block, lines, stop.signal);
  run.end();
}

async function runBlock(
  session: Session,
  run: TestRun,
  block: TestItem,
  lines: readonly TestItem[],
  signal: AbortSignal,
): Promise<void> {
  const uri = block.uri as Uri;
  const project = projectOf(uri);
  const address = addresses.get(block);
  if (project === undefined || address === undefined) {
    for (const line of lines) run.skipped(line);
    return;
  }
  const document = await workspace.openTextDocument(uri);
  for (const line of lines) run.started(line);
  const file = relative(project.folder, uri.fsPath).replaceAll("\\", "/");
  const places = lines.map(({ range }) => {
    const { start } = range as Range;
    return { file, number: start.line + 1, start: document.offsetAt(start) };
  });
  const onProgress = (text: string): void => run.appendOutput(`${text}\r\n`);
  const results = await runChecks(session, { project, address, lines: places, signal, onProgress });
  for (const [at, line] of lines.entries()) tell(run, line, results?.[at]);
}

function tell(run: TestRun, line: TestItem, result: LineResult | undefined): void {
  if (result === undefined || result.state === "skipped") {
    run.skipped(line);
    return;
  }
  const { state, message } = result;
  if (message !== "") run.appendOutput(`${line.label}: ${message.replaceAll("\n", "\r\n")}\r\n`, undefined, line);
  line.description = state === "passed" ? message : "";
  if (state === "passed") run.passed(line);
  else run[state](line, new TestMessage(message));
}

const leavesOf = (item: TestItem): readonly TestItem[] =>
  item.children.size === 0 ? [item] : [...item.children].flatMap(([, child]) => leavesOf(child));

function byBlock(leaves: readonly TestItem[]): ReadonlyMap<TestItem, readonly TestItem[]> {
  const groups = new Map<TestItem, TestItem[]>();
  for (const leaf of leaves) {
    const block = leaf.parent as TestItem;
    groups.set(block, [...(groups.get(block) ?? []), leaf]);
  }
  return groups;
}
