import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { customersCsv, spec } from "../real-project.ts";
import { prepare } from "./prepare.ts";
import { missingPart, openVscode, type VscodeSession } from "./vscode-session.ts";
import {
  editorText,
  goTo,
  openFile,
  runCommand,
  squiggles,
  statusBar,
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

  it("shows what is wrong as one types, and that all is well again", async () => {
    const { page } = session;
    await openFile(page, "main.mlops");
    await goTo(page, "predict   = left");
    await page.keyboard.press("End");
    await page.keyboard.type("t");
    await squiggles(page).first().waitFor();
    await expect.poll(() => statusBar(page).getAttribute("aria-label")).toMatch(/error/);
    await page.keyboard.press("Backspace");
    await squiggles(page).first().waitFor({ state: "detached" });
    await expect.poll(() => statusBar(page).getAttribute("aria-label")).not.toMatch(/error/);
  });

  it("makes the plan, with a node for each block; a click goes to it", async () => {
    const { page } = session;
    await runCommand(page, "mlopsc: Plan");
    await treeRows(page).filter({ hasText: "model.leaves" }).waitFor();
    expect(await page.locator(".pane-body .message").first().textContent()).toMatch(/^9 to add\.$/);
    await treeRows(page).filter({ hasText: "model.leaves" }).click();
    await expect.poll(() => cursorLine(session)).toBe(24);
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
    expect(await cursorLine(session)).toBe(3);
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
    execFileSync(process.execPath, [mlopsc, "apply", folder], { stdio: "ignore" });
    await runCommand(page, "mlopsc: Plan");
    await page.locator(".pane-body .message", { hasText: "No changes" }).waitFor();
    const model = treeRows(page).filter({ hasText: /leavesv1/ });
    await model.waitFor();
    await runCommand(page, "mlopsc: Predict an Example");
    const prediction = await webviewFrame(page, "h1:has-text('leaves')");
    await prediction.locator("td", { hasText: "█" }).first().waitFor();
  });

  it("writes a block from its first letters", async () => {
    const { page } = session;
    await runCommand(page, "View: Close All Editors");
    await openFile(page, "other.mlops");
    await page.keyboard.type("channel");
    await page.keyboard.press("Control+Space");
    await page
      .locator(".suggest-widget .monaco-list-row", { hasText: /channel/i })
      .last()
      .click();
    await page.keyboard.type("oncall");
    expect(await editorText(page)).toMatch(/^channel oncall \{/);
    await page.keyboard.press("Delete");
    await page.keyboard.press("Control+S");
  });
});

/** As the status bar says it. */
async function cursorLine({ page }: VscodeSession): Promise<number> {
  const text = await page
    .locator(".statusbar-item", { hasText: /^Ln \d+/ })
    .first()
    .textContent();
  return Number(/Ln (\d+)/.exec(text ?? "")?.[1]);
}
