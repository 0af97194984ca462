import type { Bundle } from "../platform/bundle.ts";
import { sha256 } from "./bundle-digest.ts";
import { type BaseImage, type ImageSettings, imageConfig, imageSettings } from "./image-config.ts";
import { imageLayer } from "./image-layer.ts";
import { tarOf } from "./tar.ts";

/** An image, made as data: nothing is run for it, and no network is needed. */
export interface AssembledImage {
  /** `sha256:…`, of its configuration: the same for the same bundle on the same base. */
  readonly id: string;
  readonly settings: ImageSettings;
  readonly config: string;
  /** Uncompressed: what lies on top of the base. */
  readonly layer: Buffer;
}

export async function assembleImage(bundle: Bundle, base: BaseImage): Promise<AssembledImage> {
  const layer = await imageLayer(bundle);
  const settings = imageSettings(bundle, base);
  const config = imageConfig(settings, base, `sha256:${sha256(layer)}`);
  return { id: `sha256:${sha256(config)}`, settings, config, layer };
}

/**
 * What `docker load` reads. The layers of the base are named and not there: an engine that has the base knows them by their
 * digests, and takes ours alone.
 */
export function imageArchive({ config, layer }: AssembledImage, base: BaseImage, tag: string): Promise<Buffer> {
  const configFile = `${sha256(config)}.json`;
  const layerFile = `${sha256(layer)}.tar`;
  const baseFiles = base.layers.map((digest) => `${digest.replace("sha256:", "")}.tar`);
  const manifest = [{ Config: configFile, RepoTags: [tag], Layers: [...baseFiles, layerFile] }];
  return tarOf([
    { name: "manifest.json", content: JSON.stringify(manifest) },
    { name: configFile, content: config },
    { name: layerFile, content: layer },
  ]);
}
