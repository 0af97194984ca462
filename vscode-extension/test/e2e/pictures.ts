import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { prepare } from "./prepare.ts";
import { openVscode } from "./vscode-session.ts";
import { goTo, openFile, runCommand, treeRows, webviewFrame, workbenchShown } from "./workbench.ts";

const root = join(import.meta.dirname, "../../..");
const pictures = join(root, "docs/pictures");
const telco = join(root, "examples/telco");
if (!existsSync(join(telco, "data"))) execFileSync(process.execPath, [join(telco, "generate.mjs")]);

const session = await openVscode({ ...prepare(), files: {}, copied: telco, trusted: true, name: "telco" });
try {
  const { page, folder } = session;
  page.setDefaultTimeout(30_000);
  execFileSync(process.execPath, [join(root, "packages/cli/bin/mlopsc.js"), "apply", folder], { stdio: "ignore" });
  await workbenchShown(page);
  await openFile(page, "churn.mlops");
  await planned(page);
  await completed(page);
  await graph(page);
  await tested(page);
} finally {
  await session.close();
}

/** A changed line, and what it leads to, with the runs of before. */
async function planned(page: Page): Promise<void> {
  await goTo(page, "3)");
  await page.keyboard.press("Delete");
  await page.keyboard.type("1.5");
  await page.keyboard.press("Control+S");
  await runCommand(page, "mlopsc: Plan");
  await treeRows(page).filter({ hasText: "clip" }).first().waitFor();
  await treeRows(page)
    .filter({ hasText: /^churnv/ })
    .first()
    .waitFor();
  await treeRows(page)
    .filter({ hasText: /^churnv/ })
    .locator(".monaco-tl-twistie")
    .click();
  await wider(page, 120);
  await picture(page, "vscode-plan");
}

/** The columns that there are at a step, with their types. */
async function completed(page: Page): Promise<void> {
  await runCommand(page, "View: Close Primary Side Bar");
  await goTo(page, "derive charge_per_month");
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await page.keyboard.type("derive monthly = total_");
  await page.locator(".suggest-widget.visible .monaco-list-row").first().waitFor();
  await page.waitForTimeout(1500);
  await page.screenshot({ path: join(pictures, "vscode-completion.png") });
  await page.keyboard.press("Escape");
  await runCommand(page, "File: Revert File");
}

async function graph(page: Page): Promise<void> {
  await runCommand(page, "Preferences: Toggle between Light/Dark Themes");
  await goTo(page, "model churn {");
  await runCommand(page, "mlopsc: Open the Graph");
  const shown = await webviewFrame(page, "#graph svg");
  await shown.locator('g.here[data-id="model.churn"]').waitFor();
  await picture(page, "vscode-graph");
  await runCommand(page, "View: Close Editors in Other Groups");
}

async function tested(page: Page): Promise<void> {
  await goTo(page, "0.85");
  await page.keyboard.press("Delete");
  await page.keyboard.type("0");
  for (let at = 0; at < 3; at++) await page.keyboard.press("Delete");
  await page.keyboard.type(".93");
  await page.keyboard.press("Control+S");
  await runCommand(page, "Test: Run Tests in Current File");
  await page
    .getByText(/ML5320/)
    .first()
    .waitFor({ timeout: 120_000 });
  await runCommand(page, "Testing: Focus on Test Explorer View");
  await picture(page, "vscode-tests");
}

/** Drags the edge of the side bar. */
async function wider(page: Page, by: number): Promise<void> {
  const box = await page.locator(".sidebar").first().boundingBox();
  if (box === null) throw new Error("the side bar is not shown");
  const [x, y] = [box.x + box.width, box.y + 300];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + by, y, { steps: 5 });
  await page.mouse.up();
}

/** With nothing that moves, and no notice in the way. */
async function picture(page: Page, name: string): Promise<void> {
  await page.mouse.move(1199, 300);
  await page.waitForTimeout(1500);
  await page.screenshot({ path: join(pictures, `${name}.png`) });
}
