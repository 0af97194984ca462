import type { Connection } from "vscode-languageserver";
import type { FileSystem, FolderEntry } from "../workspace/file-system.ts";

/**
 * The files that the editor has: a worker in a browser cannot look for itself, so it asks. The editor answers
 * `mlops/listSpecs`, `mlops/readText` and `mlops/listFolder`, each with a URI, as {@link FileSystem} says.
 */
export const clientFileSystem = (connection: Connection): FileSystem => ({
  listSpecs: (folder) => connection.sendRequest<readonly string[]>("mlops/listSpecs", folder),
  readText: (uri) => connection.sendRequest<string | null>("mlops/readText", uri),
  listFolder: (folder) => connection.sendRequest<readonly FolderEntry[]>("mlops/listFolder", folder),
});
