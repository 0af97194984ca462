import { readdir, readFile } from "node:fs/promises";
import { URI } from "vscode-uri";
import type { FileSystem } from "../workspace/file-system.ts";

/** The files of this machine. */
export const diskFileSystem: FileSystem = {
  listSpecs: async (folder) => specsBelow(URI.parse(folder).fsPath),
  readText: async (uri) => {
    try {
      return new TextDecoder("utf-8", { ignoreBOM: true }).decode(await readFile(URI.parse(uri).fsPath));
    } catch {
      return null;
    }
  },
  listFolder: async (folder) => {
    const entries = await entriesOf(URI.parse(folder).fsPath);
    return entries.map((entry) => ({ name: entry.name, isFolder: entry.isDirectory() }));
  },
};

async function specsBelow(folder: string): Promise<readonly string[]> {
  const found = await Promise.all(
    (await entriesOf(folder)).map(async (entry): Promise<readonly string[]> => {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return isHidden(entry.name) ? [] : specsBelow(path);
      return entry.name.endsWith(".mlops") ? [URI.file(path).toString()] : [];
    }),
  );
  return found.flat();
}

const isHidden = (name: string): boolean => name.startsWith(".") || name === "node_modules";

async function entriesOf(folder: string): Promise<import("node:fs").Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch {
    // Gone, or not to be read: then nothing is in it.
    return [];
  }
}
