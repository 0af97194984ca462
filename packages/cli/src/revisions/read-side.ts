import { readFileSync } from "node:fs";
import { join } from "node:path";
import { codes, report } from "@mlopsc/diagnostics";
import { isSpec, listSpecs } from "../project/find-project.ts";
import type { SourceFile } from "../project/read-project.ts";
import { Stopped } from "../stopped.ts";
import { contentsOf, filesAt } from "./repository.ts";
import type { Side } from "./side.ts";

/** The specs of one side, in order of their paths; none where it has no project. */
export async function readSide(side: Side): Promise<readonly SourceFile[]> {
  if (side.kind === "folder") {
    return listSpecs(side.folder).map((path) => decoded(readFileSync(join(side.folder, path)), path, side));
  }
  const files = (await filesAt(side.repository, side.commit)).filter(({ path }) => isSpec(path));
  const contents = await contentsOf(
    side.repository,
    files.map(({ object }) => object),
  );
  return files
    .map(({ path }, at) => decoded(contents[at] as Uint8Array, path, side))
    .sort((left, right) => (left.path < right.path ? -1 : 1));
}

function decoded(bytes: Uint8Array, path: string, { label }: Side): SourceFile {
  try {
    return { path, text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    throw new Stopped([report(codes.revisionFileUnreadable, { side: label, path })]);
  }
}
