import type { Connection, ServerCapabilities } from "vscode-languageserver";
import type { FileSystem } from "../workspace/file-system.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { ClientAbilities } from "./client-abilities.ts";
import type { EditorSettings } from "./editor-settings.ts";

/** Something that an editor can ask for: what is announced, and what answers. */
export interface Feature {
  readonly capabilities: ServerCapabilities;
  readonly register: (session: Session) => void;
}

export interface Session {
  readonly connection: Connection;
  readonly workspace: Workspace;
  readonly files: FileSystem;
  /** When the specs of the editor's folders have been read: what is wrong is not told before. */
  readonly ready: Promise<void>;
  /** Known from `initialize` on. */
  readonly client: () => ClientAbilities;
  /** To be called after a change that came from outside. */
  readonly changed: () => void;
  readonly settings: EditorSettings;
  /** Calls back after a change: of an open document, or of what the editor cannot know of (files on the disk, runs). */
  readonly onChange: (listener: (where: Where) => void) => void;
}

export type Where = "editor" | "outside";
