import type { Frame, Locator, Page } from "playwright-core";

// What a person does in VS Code: the keys they press and the places they look at.

/** Waits until the folder is shown. */
export const workbenchShown = (page: Page): Promise<unknown> =>
  page.waitForSelector(".explorer-folders-view .monaco-list-row", { timeout: 60_000 });

export async function openFile(page: Page, name: string): Promise<void> {
  await page.keyboard.press("Control+P");
  await page.locator(".quick-input-widget input").fill(name);
  await page.locator(".quick-input-list .monaco-list-row", { hasText: name }).first().waitFor();
  await page.keyboard.press("Enter");
  await tab(page, name).waitFor();
  await page.locator(".editor-instance .view-lines").first().waitFor();
}

export const tab = (page: Page, name: string): Locator =>
  page.locator(".tabs-container .tab", { hasText: name }).first();

export async function runCommand(page: Page, title: string): Promise<void> {
  await page.keyboard.press("F1");
  await page.locator(".quick-input-widget input").fill(`>${title}`);
  // Just this one: "Format Document" is not "Format Document With…".
  const label = page.locator(".label-name", { hasText: new RegExp(`^${title}$`) });
  await page.locator(".quick-input-list .monaco-list-row", { has: label }).first().click();
}

/** Puts the cursor before the first occurrence of a text. */
export async function goTo(page: Page, text: string): Promise<void> {
  const [before, after] = (await editorText(page)).split(text, 2);
  if (after === undefined) throw new Error(`The editor does not show "${text}".`);
  const lines = before!.split("\n");
  const [line, column] = [lines.length, lines.at(-1)!.length + 1];
  await page.keyboard.press("Control+G");
  await page.locator(".quick-input-widget input").fill(`:${line}:${column}`);
  await page.keyboard.press("Enter");
  await page.locator(".statusbar-item", { hasText: new RegExp(`^Ln ${line}, Col ${column}$`) }).waitFor();
}

/** As the status bar says it. */
export async function cursorLine(page: Page): Promise<number> {
  const text = await page
    .locator(".statusbar-item", { hasText: /^Ln \d+/ })
    .first()
    .textContent();
  return Number(/Ln (\d+)/.exec(text ?? "")?.[1]);
}

/** Formats, and gives the text. To be polled: the editor gives a slow format up when the cursor moves. */
export async function formatted(page: Page): Promise<string> {
  await runCommand(page, "Format Document");
  await page.waitForTimeout(1500);
  return editorText(page);
}

/** Takes what is offered at the cursor. */
export async function takeSuggestion(
  page: Page,
  text: string | RegExp,
  which: "first" | "last" = "first",
): Promise<void> {
  const rows = page.locator(".suggest-widget.visible .monaco-list-row", { hasText: text });
  if (!(await rows.first().isVisible())) await page.keyboard.press("Control+Space");
  await rows[which]().click();
  await page.locator(".suggest-widget.visible").waitFor({ state: "hidden" });
}

/** The text of the active editor, as it would be copied. */
export async function editorText(page: Page): Promise<string> {
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Control+C");
  return page.evaluate<string>("navigator.clipboard.readText()");
}

export const squiggles = (page: Page, kind: "error" | "warning" = "error"): Locator =>
  page.locator(`.editor-instance .squiggly-${kind}`);

export const statusBar = (page: Page): Locator => page.locator(".statusbar-item", { hasText: "mlops" }).first();

export const treeRows = (page: Page): Locator => page.locator(".pane-body .monaco-list-row");

/** The document inside of a webview: a frame in a frame. */
export async function webviewFrame(page: Page, selector: string): Promise<Frame> {
  for (let attempt = 0; attempt < 100; attempt++) {
    for (const frame of page.frames()) {
      const found = await frame
        .locator(selector)
        .count()
        .catch(() => 0);
      if (found > 0) return frame;
    }
    await page.waitForTimeout(200);
  }
  throw new Error(`no webview shows ${selector}`);
}
