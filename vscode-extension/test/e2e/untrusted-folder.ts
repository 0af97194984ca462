import { it } from "vitest";
import { useVscode } from "./use-vscode.ts";
import { openFile, runCommand, squiggles } from "./workbench.ts";

/** What is left of the extension where VS Code may run nothing of the folder. */
export function untrustedFolder(): void {
  const session = useVscode({
    files: { "main.mlops": "project small { seed = 42 }\n\ntransform t {\n  from nothing\n}\n" },
    trusted: false,
  });

  it("is checked by the server that comes with the extension, and nothing of it is run", async () => {
    const { page } = session();
    await page.locator(".statusbar-item", { hasText: "Restricted Mode" }).waitFor();
    await openFile(page, "main.mlops");
    await squiggles(page).first().waitFor();
    await runCommand(page, "mlopsc: Plan");
    await page.locator(".notification-toast", { hasText: "it waits until you trust this folder" }).waitFor();
    await page.getByText("they wait until you trust this folder").first().waitFor();
  });
}
