import { type Disposable, window } from "vscode";
import type { Session } from "../session.ts";
import { watchRegistry } from "./watch-registry.ts";

/** Calls back when something was done in the project at hand, in a terminal too; which one that is follows the active file. */
export function followRegistry(session: Session, changed: () => void): Disposable {
  let folder: string | undefined;
  let stop = (): void => {};
  const follow = async (): Promise<void> => {
    const project = await session.project();
    if (project?.folder === folder) return;
    stop();
    folder = project?.folder;
    stop = folder === undefined ? () => {} : watchRegistry(folder, changed);
  };
  const moved = window.onDidChangeActiveTextEditor(() => void follow());
  void follow();
  return {
    dispose: () => {
      moved.dispose();
      stop();
    },
  };
}
