import { FileType, Uri, workspace } from "vscode";

// What the server in a web worker asks the editor for, because it cannot look for itself.

/** The `.mlops` files in and below a folder; hidden folders and packages left out. */
export async function listSpecs(folder: string): Promise<readonly string[]> {
  const found: string[] = [];
  const visit = async (uri: Uri): Promise<void> => {
    for (const { name, isFolder } of await listFolder(uri.toString())) {
      const entry = Uri.joinPath(uri, name);
      if (!isFolder && name.endsWith(".mlops")) found.push(entry.toString());
      else if (isFolder && !name.startsWith(".") && name !== "node_modules") await visit(entry);
    }
  };
  await visit(Uri.parse(folder));
  return found.sort();
}

/** Null where there is no such file, or it is not text. */
export async function readText(uri: string): Promise<string | null> {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await workspace.fs.readFile(Uri.parse(uri)));
  } catch {
    return null;
  }
}

/** Empty where there is no such folder. */
export async function listFolder(
  folder: string,
): Promise<readonly { readonly name: string; readonly isFolder: boolean }[]> {
  try {
    const entries = await workspace.fs.readDirectory(Uri.parse(folder));
    return entries.map(([name, type]) => ({ name, isFolder: (type & FileType.Directory) !== 0 }));
  } catch {
    return [];
  }
}
