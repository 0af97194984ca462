import { join } from "node:path";
import type { Page } from "playwright-core";
import type { VscodeSession } from "./vscode-session.ts";

/** What host-tests.cjs came to inside of VS Code's extension host: 0 where all held, and what was said meanwhile. */
export async function runHostTests(
  session: VscodeSession,
): Promise<{ readonly code: number; readonly said: readonly string[] }> {
  const remote = (path: string): string => `vscode-remote://${session.host}${join(import.meta.dirname, path)}`;
  const said: string[] = [];
  const code = await new Promise<number>((done, fail) => {
    const payload = [
      ["extensionDevelopmentPath", remote("../..")],
      ["extensionTestsPath", remote("host-tests.cjs")],
    ] as const;
    // VS Code's own tests end by calling these two.
    const before = async (page: Page): Promise<void> => {
      await page.exposeFunction("codeAutomationExit", done);
      await page.exposeFunction("codeAutomationLog", (_: string, words: unknown[]) =>
        said.push(words.map(String).join(" ")),
      );
    };
    session.open(payload, before).catch(fail);
  });
  return { code, said };
}
