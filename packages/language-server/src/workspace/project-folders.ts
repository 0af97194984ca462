// Where specs belong: by the rule of the command line, but a folder with a `project` block of its own is a project of its own.

/**
 * The project's folder of every file (URIs, without a slash at the end): the nearest folder upwards, the file's own first,
 * that has a file with a `project` block; the topmost folder with specs above it where no such folder is.
 * @param specs URIs, and whether the file has a `project` block
 */
export function projectFolders(specs: ReadonlyMap<string, boolean>): ReadonlyMap<string, string> {
  const holding = new Set<string>();
  const named = new Set<string>();
  for (const [uri, names] of specs) {
    holding.add(folderOf(uri));
    if (names) named.add(folderOf(uri));
  }
  return new Map([...specs.keys()].map((uri) => [uri, projectFolderOf(folderOf(uri), named, holding)]));
}

/** Whether a text has a `project` block. */
export const namesProject = (text: string): boolean => /^project[ \t]+\S/m.test(text);

/** The folder that holds a file or a folder. */
const folderOf = (uri: string): string => uri.slice(0, Math.max(0, uri.lastIndexOf("/")));

function projectFolderOf(own: string, named: ReadonlySet<string>, holding: ReadonlySet<string>): string {
  const upwards = foldersUpwards(own);
  return upwards.find((folder) => named.has(folder)) ?? upwards.findLast((folder) => holding.has(folder)) ?? own;
}

function foldersUpwards(from: string): readonly string[] {
  const above = folderOf(from);
  // `file:///` and what has no slash end it.
  return above.length < 3 || above.endsWith("/") || above === from ? [from] : [from, ...foldersUpwards(above)];
}
