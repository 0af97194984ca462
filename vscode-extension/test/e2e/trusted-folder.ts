import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { formatFile } from "@mlopsc/compiler";
import { parseFile } from "@mlopsc/grammar";
import { expect, it } from "vitest";
import { customersCsv, spec } from "../real-project.ts";
import { runHostTests } from "./run-host-tests.ts";
import { useVscode } from "./use-vscode.ts";
import {
  cursorLine,
  editorText,
  formatted,
  goTo,
  openFile,
  runCommand,
  squiggles,
  statusBar,
  takeSuggestion,
  treeRows,
  webviewFrame,
} from "./workbench.ts";

const mlopsc = join(import.meta.dirname, "../../../packages/cli/bin/mlopsc.js");

/** All that the extension does where its folder is trusted, on the machine that has the files. */
export function trustedFolder(): void {
  const session = useVscode({
    files: { "main.mlops": spec, "customers.csv": customersCsv(), "other.mlops": "" },
    trusted: true,
  });

  it("shows what is wrong as one types, and the light bulb mends it", async () => {
    const { page } = session();
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
    const { page } = session();
    await openFile(page, "main.mlops");
    await goTo(page, "key    = customer");
    await page.keyboard.type("    ");
    const laidOut = formatFile(parseFile("main.mlops", spec)).trim();
    await expect.poll(async () => (await formatted(page)).trim()).toBe(laidOut);
    await page.keyboard.press("Control+S");
  });

  it("renames a block wherever it is named, and back", async () => {
    const { page } = session();
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
    const { page } = session();
    await runCommand(page, "mlopsc: Plan");
    await treeRows(page).filter({ hasText: "model.leaves" }).waitFor();
    expect(await page.locator(".pane-body .message").first().textContent()).toMatch(/^9 to add\.$/);
    await treeRows(page).filter({ hasText: "model.leaves" }).click();
    await expect.poll(() => cursorLine(page)).toBe(24);
  });

  it("draws the graph: it follows the cursor, and a click on a box goes to its block", async () => {
    const { page } = session();
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
    const { page } = session();
    await openFile(page, "main.mlops");
    await goTo(page, "100");
    await page.keyboard.type("9");
    await page.keyboard.press("Control+S");
    await runCommand(page, "Test: Run Tests in Current File");
    await page
      .getByText(/ML5300: The data does not hold/)
      .first()
      .waitFor();
    await goTo(page, "9100");
    await page.keyboard.press("Delete");
    await page.keyboard.press("Control+S");
    await runCommand(page, "Test: Run Tests in Current File");
    await page
      .getByText(/against 0\.6/)
      .first()
      .waitFor();
  });

  it("shows a model and its runs, and predicts an example with reasons", async () => {
    const { page, folder } = session();
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
    const { page } = session();
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
    await expect
      .poll(() => formatted(page))
      .toMatch(/^channel oncall \{[^}]*\}\n\ntransform seniors \{\n {2}from customers\n {2}filter spend > 10\n\}\n?$/);
  });

  it("registers its commands with the extension host, where the server answers and tells of mistakes", async () => {
    const { code, said } = await runHostTests(session());
    expect({ code, said: code === 0 ? [] : said.slice(-2) }).toEqual({ code: 0, said: [] });
  });
}
