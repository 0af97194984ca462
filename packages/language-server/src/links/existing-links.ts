import type { Span } from "@mlopsc/diagnostics";
import type { FileSystem } from "../workspace/file-system.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { pathsInTexts } from "./paths-in-texts.ts";

export interface FileLink {
  readonly span: Span;
  readonly uri: string;
}

/** The paths in a file's texts at which there are files. */
export async function existingLinks({ project, syntax }: Snapshot, files: FileSystem): Promise<readonly FileLink[]> {
  const listings = new Map<string, ReturnType<FileSystem["listFolder"]>>();
  const list = (folder: string): ReturnType<FileSystem["listFolder"]> => {
    const known = listings.get(folder) ?? files.listFolder(folder);
    listings.set(folder, known);
    return known;
  };
  const paths = pathsInTexts(syntax, project.compilation().program);
  const links = await Promise.all(
    paths.map(async ({ span, path }): Promise<readonly FileLink[]> => {
      const uri = resolved(project.folder, path);
      const name = decodeURIComponent(uri.slice(uri.lastIndexOf("/") + 1));
      const entries = await list(uri.slice(0, uri.lastIndexOf("/")));
      return entries.some((entry) => entry.name === name && !entry.isFolder) ? [{ span, uri }] : [];
    }),
  );
  return withoutNested(links.flat());
}

/** The URI of a path from a folder. */
export function resolved(folder: string, path: string): string {
  const parts = folder.split("/");
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(encodeURIComponent(part));
  }
  return parts.join("/");
}

/** Where a text as a whole is a path, a word of it is none. */
const withoutNested = (links: readonly FileLink[]): readonly FileLink[] =>
  links.filter(
    (link) =>
      !links.some(
        (other) =>
          other !== link &&
          other.span.start <= link.span.start &&
          other.span.end >= link.span.end &&
          other.span.end - other.span.start > link.span.end - link.span.start,
      ),
  );
