import { beforeAll, expect, it } from "vitest";
import { spec } from "../real-project.ts";
import { useVscode } from "./use-vscode.ts";
import { formatted, goTo, openFile, runCommand, squiggles, takeSuggestion } from "./workbench.ts";

/** As on vscode.dev: not on the machine that has the files. */
const inBrowser = { "remote.extensionKind": { "mlopsc.mlopsc-vscode": ["web"] } };

/** The extension in a browser's own extension host, which can start no program. */
export function browserHost(): void {
  const session = useVscode({
    files: {
      "project.mlops": spec,
      "main.mlops": "transform seniors {\n  from customer\n    filter age > 60\n}\n",
    },
    trusted: true,
    settings: inBrowser,
  });
  beforeAll(() => openFile(session().page, "main.mlops"));

  it("tells what is wrong by what the other files say, and mends it", async () => {
    const { page } = session();
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
    const { page, configure } = session();
    await page.getByText("4 columns").first().waitFor();
    configure({ ...inBrowser, "mlops.inlayHints.shapes": false });
    await page.getByText("4 columns").first().waitFor({ state: "detached" });
  });

  it("completes the columns of another file, and formats", async () => {
    const { page } = session();
    await goTo(page, "age > 60");
    await page.keyboard.press("End");
    await page.keyboard.type("\nfilter spe");
    await takeSuggestion(page, "spend");
    await page.keyboard.type(" > 10");
    await expect
      .poll(() => formatted(page))
      .toBe("transform seniors {\n  from customers\n  filter age > 60\n  filter spend > 10\n}\n");
  });

  it("says of what needs mlopsc itself that it needs it", async () => {
    const { page } = session();
    await runCommand(page, "mlopsc: Plan");
    await page.locator(".notification-toast", { hasText: "which a browser cannot run" }).waitFor();
  });
}
