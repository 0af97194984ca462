import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { bundleDigest, sha256 } from "../../image/bundle-digest.ts";
import type { Bundle, Installed } from "../bundle.ts";
import type { Places } from "./places.ts";
import { processScript } from "./process-script.ts";

/** The names that the server's and the front's command lines use. */
export const imageFiles = {
  model: "model.json",
  server: "server.bundle.cjs",
  front: "front.bundle.cjs",
  script: "process.cjs",
  about: "about.json",
} as const;

/** What a folder's releases need to know of it. */
export interface ImageAbout {
  readonly model: string;
  readonly version: string;
  readonly bundle: string;
}

/** A folder named for what is in it: whole, or not there. */
export async function installFolder(places: Places, bundle: Bundle): Promise<Installed> {
  const digest = bundleDigest(bundle);
  const image = sha256(`${digest} ${processScript}`);
  const folder = imageFolder(places, image);
  const about: ImageAbout = { model: bundle.model, version: bundle.version, bundle: digest };
  const files: readonly (readonly [string, Uint8Array | string])[] = [
    [imageFiles.model, bundle.files.model],
    [imageFiles.server, bundle.files.server],
    [imageFiles.front, bundle.files.front],
    [imageFiles.script, processScript],
    [imageFiles.about, `${JSON.stringify({ ...about, labels: bundle.labels }, null, 2)}\n`],
  ];
  if (!(await isThere(folder))) await writeFolder(folder, files);
  const ours = files.reduce((sum, [, content]) => sum + Buffer.byteLength(content), 0);
  return {
    image,
    bundle: digest,
    base: { name: "node", digest: process.version },
    size: { total: ours, ours },
  };
}

export const imageFolder = (places: Places, image: string): string => join(places.images, image);

export async function installedImages(places: Places): Promise<readonly string[]> {
  const names = await readdir(places.images).catch(() => []);
  return names.filter((name) => /^[0-9a-f]{64}$/.test(name)).sort();
}

async function writeFolder(folder: string, files: readonly (readonly [string, Uint8Array | string])[]): Promise<void> {
  const fresh = `${folder}.new`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { recursive: true });
  for (const [name, content] of files) await writeFile(join(fresh, name), content);
  await rename(fresh, folder);
}

export const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

export const readAbout = (folder: string): Promise<ImageAbout | undefined> =>
  readFile(join(folder, imageFiles.about), "utf8").then(
    (text) => JSON.parse(text) as ImageAbout,
    () => undefined,
  );
