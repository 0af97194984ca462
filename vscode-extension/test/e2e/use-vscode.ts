import { join } from "node:path";
import { afterAll, afterEach, beforeAll } from "vitest";
import { prepare } from "./prepare.ts";
import { openVscode, type SessionOptions, type VscodeSession } from "./vscode-session.ts";
import { workbenchShown } from "./workbench.ts";

const pictures = join(import.meta.dirname, "../../dist");

/**
 * One VS Code for the tests of a `describe`, there once they run. Of a test that fails, what was to be seen at its end is
 * kept: `dist/failed-NAME.png`.
 */
export function useVscode(options: Omit<SessionOptions, "server" | "vsix">): () => VscodeSession {
  let session: VscodeSession | undefined;
  beforeAll(async () => {
    session = await openVscode({ ...prepare(), ...options });
    session.page.setDefaultTimeout(60_000);
    await workbenchShown(session.page);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state !== "fail") return;
    const name = task.name.replace(/\W+/g, "-").slice(0, 40);
    await session?.page.screenshot({ path: join(pictures, `failed-${name}.png`) });
  });
  afterAll(() => session?.close());
  return () => session!;
}
