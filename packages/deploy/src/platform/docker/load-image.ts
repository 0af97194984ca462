import { Readable } from "node:stream";
import { codes, report } from "@mlopsc/diagnostics";
import type Docker from "dockerode";
import { type AssembledImage, imageArchive } from "../../image/assemble-image.ts";
import type { BaseImage } from "../../image/image-config.ts";
import { wholeArchive } from "../../image/whole-archive.ts";
import { done, failed, type Outcome } from "../../outcome.ts";
import { reasonOf, unlessMissing } from "./engine-problem.ts";
import { followLines } from "./follow-lines.ts";

/** Has the engine take the image in under a tag; gives the id by which it knows it. */
export async function loadImage(
  engine: Docker,
  image: AssembledImage,
  base: BaseImage,
  tag: string,
  onLine: (line: string) => void,
): Promise<Outcome<string>> {
  const archive = (await keepsInContainerd(engine))
    ? wholeArchive(image, Readable.from(await engine.getImage(base.name).get()), tag)
    : Readable.from([await imageArchive(image, base, tag)]);
  let reason = "it says that it did, and has none of that name";
  try {
    await followLines(engine, await engine.loadImage(archive), onLine);
  } catch (thrown) {
    reason = reasonOf(thrown);
    if (/no space left on device/i.test(reason)) throw thrown;
  }
  const found = await unlessMissing(engine.getImage(tag).inspect());
  return isThatOf(found, image) ? done(found.Id) : failed(report(codes.imageNotTaken, { tag, reason }));
}

/** Such an engine gives an image the digest of its manifest, and names it by that: so it is known by what is in it. */
export const isThatOf = (
  found: Docker.ImageInspectInfo | undefined,
  { id, config }: AssembledImage,
): found is Docker.ImageInspectInfo => {
  if (found === undefined || found.Id === id) return found !== undefined;
  const ours = JSON.parse(config) as Configuration;
  const [layers, labels, command] = [found.RootFS.Layers, found.Config.Labels, found.Config.Cmd];
  return (
    JSON.stringify(layers) === JSON.stringify(ours.rootfs.diff_ids) &&
    JSON.stringify(command) === JSON.stringify(ours.config.Cmd) &&
    Object.entries(ours.config.Labels).every(([key, value]) => labels?.[key] === value)
  );
};

interface Configuration {
  readonly config: { readonly Cmd: readonly string[]; readonly Labels: Readonly<Record<string, string>> };
  readonly rootfs: { readonly diff_ids: readonly string[] };
}

/** It does not find the layers of the base by their digests, as the engine's own store does: they must come along. */
async function keepsInContainerd(engine: Docker): Promise<boolean> {
  const { DriverStatus = [] } = (await engine.info()) as { readonly DriverStatus?: readonly (readonly string[])[] };
  return DriverStatus.some(([key, value]) => key === "driver-type" && value?.startsWith("io.containerd"));
}
