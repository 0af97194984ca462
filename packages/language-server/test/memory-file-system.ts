import type { FileSystem } from "../src/workspace/file-system.ts";

/** Files in memory, by URI; `texts` can be changed, as a disk can. */
export function memoryFileSystem(texts: Map<string, string>): FileSystem {
  return {
    listSpecs: async (folder) =>
      [...texts.keys()].filter((uri) => uri.startsWith(`${folder}/`) && uri.endsWith(".mlops")),
    readText: async (uri) => texts.get(uri) ?? null,
    listFolder: async (folder) => {
      const below = [...texts.keys()].filter((uri) => uri.startsWith(`${folder}/`));
      const names = new Map(
        below.map((uri) => {
          const [name = "", ...rest] = uri.slice(folder.length + 1).split("/");
          return [decodeURIComponent(name), rest.length > 0] as const;
        }),
      );
      return [...names].map(([name, isFolder]) => ({ name, isFolder }));
    },
  };
}
