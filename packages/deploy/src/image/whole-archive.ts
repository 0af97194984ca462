import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { extract, type Pack, pack } from "tar-stream";
import type { AssembledImage } from "./assemble-image.ts";
import { sha256 } from "./bundle-digest.ts";

/** What describes the base as an image: ours is described instead. */
const descriptions: ReadonlySet<string> = new Set(["index.json", "oci-layout", "repositories"]);

/**
 * What `docker load` reads, with the layers of the base in it, which `saved` holds as the engine gave them. Nothing of it is
 * kept in memory: it streams through.
 */
export function wholeArchive(image: AssembledImage, saved: Readable, tag: string): Readable {
  const archive = pack();
  copy(image, saved, tag, archive).catch((thrown: Error) => archive.destroy(thrown));
  return Readable.from(archive);
}

async function copy({ config, layer }: AssembledImage, saved: Readable, tag: string, archive: Pack): Promise<void> {
  const entries = saved.pipe(extract());
  saved.once("error", (thrown) => entries.destroy(thrown));
  let baseFiles: readonly string[] = [];
  for await (const entry of entries) {
    const { header } = entry;
    if (header.name === "manifest.json") {
      const [base] = JSON.parse(await text(entry)) as readonly { readonly Layers: readonly string[] }[];
      baseFiles = base?.Layers ?? [];
    } else if (descriptions.has(header.name)) entry.resume();
    else if (header.type === "file") await pipeline(entry, archive.entry(header));
    else {
      entry.resume();
      archive.entry(header);
    }
  }
  const date = { mtime: new Date(0), mode: 0o444 };
  const [configFile, layerFile] = [`${sha256(config)}.json`, `${sha256(layer)}.tar`];
  const manifest = [{ Config: configFile, RepoTags: [tag], Layers: [...baseFiles, layerFile] }];
  archive.entry({ name: configFile, ...date }, config);
  archive.entry({ name: layerFile, ...date }, layer);
  archive.entry({ name: "manifest.json", ...date }, JSON.stringify(manifest));
  archive.finalize();
}
