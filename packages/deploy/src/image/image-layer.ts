import type { Bundle } from "../platform/bundle.ts";
import { imageFolder, imageUser, keyFolder, logFolder, socketFolder, stateFolder } from "./image-config.ts";
import { readyScript } from "./ready-script.ts";
import { type TarEntry, tarOf } from "./tar.ts";

/** A volume that is mounted there takes over whose it is. */
const volumes: readonly string[] = [keyFolder, logFolder, stateFolder];

/** All that we add to a base, as a tar: the same bytes for the same bundle, since no time or owner of this machine is in it. */
export function imageLayer({ files }: Bundle): Promise<Buffer> {
  const folders = parents(imageFolder, ...volumes, socketFolder);
  const contents = {
    "front.bundle.cjs": files.front,
    "model.json": files.model,
    "ready.cjs": readyScript,
    "server.bundle.cjs": files.server,
  };
  const names = Object.entries(contents);
  return tarOf([
    ...folders.map(folderEntry),
    ...names.map(([name, content]) => ({ name: `${imageFolder.slice(1)}/${name}`, content })),
  ]);
}

function folderEntry(folder: string): TarEntry {
  const [uid = 0, gid = 0] = imageUser.split(":").map(Number);
  const written = volumes.includes(folder);
  return {
    name: `${folder.slice(1)}/`,
    type: "directory",
    mode: folder === socketFolder ? 0o1777 : 0o755,
    ...(written ? { uid, gid } : {}),
  };
}

/** Every folder on the way to those named, outer ones first, once. */
function parents(...folders: readonly string[]): readonly string[] {
  const ways = folders.flatMap((folder) => {
    const names = folder.slice(1).split("/");
    return names.map((_, index) => `/${names.slice(0, index + 1).join("/")}`);
  });
  return [...new Set(ways)].sort();
}
