/** The files that the server may look at, by URI. A port: a disk, a browser's host, or memory. */
export interface FileSystem {
  /** The `.mlops` files in and below a folder; those in hidden folders and `node_modules` are left out. */
  listSpecs(folder: string): Promise<readonly string[]>;
  /** Null where there is no such file, or it is not text. */
  readText(uri: string): Promise<string | null>;
  /** What is in a folder, for paths that are being written; empty where there is no such folder. */
  listFolder(folder: string): Promise<readonly FolderEntry[]>;
}

export interface FolderEntry {
  readonly name: string;
  readonly isFolder: boolean;
}
