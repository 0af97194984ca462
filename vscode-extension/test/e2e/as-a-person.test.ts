import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { formatFile } from "@mlopsc/compiler";
import { parseFile } from "@mlopsc/grammar";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { customersCsv, spec } from "../real-project.ts";
import { prepare } from "./prepare.ts";
import { runHostTests } from "./run-host-tests.ts";
import { missingPart, openVscode, type VscodeSession } from "./vscode-session.ts";
import {
  cursorLine,
  editorText,
  format,
  goTo,
  openFile,
  runCommand,
  squiggles,
  statusBar,
  takeSuggestion,
  treeRows,
  webviewFrame,
  workbenchShown,
} from "./workbench.ts";

const missing = missingPart();
if (missing !== undefined) console.log(`as-a-person.test.ts does not run: ${missing}`);

const mlopsc = join(import.meta.dirname, "../../../packages/cli/bin/mlopsc.js");

describe.skipIf(missing !== undefined)("the packaged extension in a real VS Code", () => {
  let session: VscodeSession;

  beforeAll(async () => {
    const files = { "main.mlops": spec, "customers.csv": customersCsv(), "other.mlops": "" };
    session = await openVscode({ ...prepare(), files, trusted: true });
    session.page.setDefaultTimeout(20_000);
    await workbenchShown(session.page);
  }, 120_000);
  afterEach(async ({ task }) => {
    if (task.result?.state === "fail")
      await session.page.screenshot({
        path: join(import.meta.dirname, `../../dist/failed-${task.name.slice(0, 12)}.png`),
      });
  });
  afterAll(() => session?.close());

  it("shows what is wrong as one types, and the light bulb mends it", async () => {
    const { page } = session;
    await openFile(page, "main.mlops");
    await goTo(page, "predict   = left");
    await page.keyboard.press("End");
    await page.keyboard.type("t");
    await squiggles(page).first().waitFor();
    await expect.poll(() => statusBar(page).getAttribute("aria-label")).toMatch(/error/);
    await page.keyboard.press("Control+.");
    await page.locator(".action-widget .monaco-list-row.action", { hasText: /left/ }).first().waitFor();
    await page.keyboard.press("Enter");
    await squiggles(page).first().waitFor({ state: "detached" });
    await expect.poll(() => statusBar(page).getAttribute("aria-label")).not.toMatch(/error/);
    expect(await editorText(page)).toBe(spec);
  });

  it("puts a file into its one layout", async () => {
    const { page } = session;
    await openFile(page, "main.mlops");
    await goTo(page, "key    = customer");
    await page.keyboard.type("    ");
    await format(page);
    const laidOut = formatFile(parseFile("main.mlops", spec)).trim();
    await expect.poll(async () => (await editorText(page)).trim()).toBe(laidOut);
    await page.keyboard.press("Control+S");
  });

  it("renames a block wherever it is named, and back", async () => {
    const { page } = session;
    await openFile(page, "main.mlops");
    await page.getByText("4 columns").first().waitFor(); // The server's hint: it is there.
    for (const [from, to] of [
      ["features", "inputs"],
      ["inputs", "features"],
    ] as const) {
      await goTo(page, `${from} {`);
      await page.keyboard.press("F2");
      await page.locator(".rename-box input").fill(to);
      await page.keyboard.press("Enter");
      await expect.poll(() => editorText(page)).toMatch(new RegExp(`transform ${to} \\{[^]*from += ${to}\\n`));
    }
    await page.keyboard.press("Control+S");
  });

  it("makes the plan, with a node for each block; a click goes to it", async () => {
    const { page } = session;
    await runCommand(page, "mlopsc: Plan");
    await treeRows(page).filter({ hasText: "model.leaves" }).waitFor();
    expect(await page.locator(".pane-body .message").first().textContent()).toMatch(/^9 to add\.$/);
    await treeRows(page).filter({ hasText: "model.leaves" }).click();
    await expect.poll(() => cursorLine(page)).toBe(24);
  });

  it("draws the graph: it follows the cursor, and a click on a box goes to its block", async () => {
    const { page } = session;
    await openFile(page, "main.mlops");
    await goTo(page, "model leaves");
    await runCommand(page, "mlopsc: Open the Graph");
    const graph = await webviewFrame(page, "#graph svg");
    expect(await graph.locator("g[data-id]").count()).toBe(9);
    await graph.locator('g.here[data-id="model.leaves/evaluate"]').waitFor();
    expect(await graph.locator('g.here[data-id^="dataset"]').count()).toBe(0);
    await graph.locator('g[data-id="dataset.customers"]').click();
    await graph.locator('g.here[data-id="dataset.customers"]').waitFor();
    expect(await cursorLine(page)).toBe(3);
    await runCommand(page, "View: Close Editors in Other Groups");
  });

  it("runs the lines of expect and gate as tests, with what was measured, and says which does not hold", async () => {
    const { page } = session;
    await openFile(page, "main.mlops");
    await goTo(page, "100");
    await page.keyboard.type("9");
    await page.keyboard.press("Control+S");
    await runCommand(page, "Test: Run Tests in Current File");
    await page
      .getByText(/ML5300: The data does not hold/)
      .first()
      .waitFor({ timeout: 40_000 });
    await goTo(page, "9100");
    await page.keyboard.press("Delete");
    await page.keyboard.press("Control+S");
    await runCommand(page, "Test: Run Tests in Current File");
    await page
      .getByText(/against 0\.6/)
      .first()
      .waitFor({ timeout: 40_000 });
  });

  it("shows a model and its runs, and predicts an example with reasons", async () => {
    const { page, folder } = session;
    // In a terminal outside: the views find out.
    execFileSync(process.execPath, [mlopsc, "apply", folder], { stdio: "ignore" });
    await page.locator(".pane-body .message", { hasText: "No changes" }).waitFor();
    const model = treeRows(page).filter({ hasText: /leavesv1/ });
    await model.waitFor();
    await runCommand(page, "mlopsc: Predict an Example");
    const prediction = await webviewFrame(page, "h1:has-text('leaves')");
    await prediction.locator("td", { hasText: "█" }).first().waitFor();
  });

  it("writes a spec from nothing, by completion", async () => {
    const { page } = session;
    await runCommand(page, "View: Close All Editors");
    await openFile(page, "other.mlops");
    await page.keyboard.type("channel");
    await takeSuggestion(page, /channel/i, "last");
    await page.keyboard.type("oncall");
    await runCommand(page, "View: Focus Active Editor Group");
    await page.keyboard.press("Control+End");
    // The closing brace is typed: where it was put there already, it is written over.
    await page.keyboard.type("\ntransform seniors {}");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.type("\nfrom cus");
    await takeSuggestion(page, "customers");
    await page.keyboard.type("\nfilter spe");
    await takeSuggestion(page, "spend");
    await page.keyboard.type(" > 10");
    await format(page);
    await expect
      .poll(() => editorText(page))
      .toMatch(/^channel oncall \{[^}]*\}\n\ntransform seniors \{\n {2}from customers\n {2}filter spend > 10\n\}\n?$/);
  });

  it("registers its commands with the extension host, where the server answers and tells of mistakes", async () => {
    const { code, said } = await runHostTests(session);
    expect({ code, said: code === 0 ? [] : said.slice(-2) }).toEqual({ code: 0, said: [] });
  });
});

describe.skipIf(missing !== undefined)("a folder that is not trusted", () => {
  let session: VscodeSession;
  beforeAll(async () => {
    const files = { "main.mlops": "project small { seed = 42 }\n\ntransform t {\n  from nothing\n}\n" };
    session = await openVscode({ ...prepare(), files, trusted: false });
    session.page.setDefaultTimeout(15_000);
  }, 120_000);
  afterAll(() => session?.close());

  it("is checked by the server that comes with the extension, and nothing of it is run", async () => {
    const { page } = session;
    await workbenchShown(page);
    await page.locator(".statusbar-item", { hasText: "Restricted Mode" }).waitFor();
    await openFile(page, "main.mlops");
    await squiggles(page).first().waitFor();
    await runCommand(page, "mlopsc: Plan");
    await page.locator(".notification-toast", { hasText: "it waits until you trust this folder" }).waitFor();
    await page.getByText("they wait until you trust this folder").first().waitFor();
  });
});

/** As on vscode.dev: not on the machine that has the files. */
const inBrowser = { "remote.extensionKind": { "mlopsc.mlopsc-vscode": ["web"] } };

describe.skipIf(missing !== undefined)("a browser that runs the extension itself", () => {
  let session: VscodeSession;
  beforeAll(async () => {
    const files = {
      "project.mlops": spec,
      "main.mlops": "transform seniors {\n  from customer\n    filter age > 60\n}\n",
    };
    session = await openVscode({ ...prepare(), files, trusted: true, settings: inBrowser });
    session.page.setDefaultTimeout(15_000);
    await workbenchShown(session.page);
    await openFile(session.page, "main.mlops");
  }, 120_000);
  afterAll(() => session?.close());

  it("tells what is wrong by what the other files say, and mends it", async () => {
    const { page } = session;
    await squiggles(page).first().waitFor();
    await goTo(page, "customer");
    await page.keyboard.press("Control+.");
    await page
      .locator(".action-widget .monaco-list-row.action", { hasText: /customers/ })
      .first()
      .waitFor();
    await page.keyboard.press("Enter");
    await squiggles(page).first().waitFor({ state: "detached" });
  });

  it("heeds settings", async () => {
    const { page, configure } = session;
    await page.getByText("4 columns").first().waitFor();
    configure({ ...inBrowser, "mlops.inlayHints.shapes": false });
    await page.getByText("4 columns").first().waitFor({ state: "detached" });
  });

  it("completes the columns of another file, and formats", async () => {
    const { page } = session;
    await goTo(page, "age > 60");
    await page.keyboard.press("End");
    await page.keyboard.type("\nfilter spe");
    await takeSuggestion(page, "spend");
    await page.keyboard.type(" > 10");
    await format(page);
    await expect
      .poll(() => editorText(page))
      .toBe("transform seniors {\n  from customers\n  filter age > 60\n  filter spend > 10\n}\n");
  });

  it("says of what needs mlopsc itself that it needs it", async () => {
    const { page } = session;
    await runCommand(page, "mlopsc: Plan");
    await page.locator(".notification-toast", { hasText: "which a browser cannot run" }).waitFor();
  });
});
