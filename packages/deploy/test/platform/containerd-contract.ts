import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { beforeAll, expect, it } from "vitest";
import { assembleImage, imageArchive } from "../../src/image/assemble-image.ts";
import { wholeArchive } from "../../src/image/whole-archive.ts";
import { findBase } from "../../src/platform/docker/base-image.ts";
import { followLines } from "../../src/platform/docker/follow-lines.ts";
import { baseImage, type SharedEngine, sharedEngine } from "../engine/shared-engine.ts";
import { sampleBundle } from "../sample-bundle.ts";
import { got } from "./platform-contract.ts";

/** Engines that keep images in containerd: what they import is tried with the containerd that the engine runs. */
export function containerdContract(): void {
  const tag = "mlopsc/whole:1";
  let engine: SharedEngine;
  beforeAll(async () => {
    engine = await sharedEngine();
  });

  const archives = async () => {
    const { docker } = engine;
    const base = got(await findBase(docker, baseImage, () => {}));
    const image = await assembleImage(await sampleBundle("whole"), base);
    const saved = Readable.from(await docker.getImage(baseImage).get());
    return { image, small: await imageArchive(image, base, tag), whole: await buffer(wholeArchive(image, saved, tag)) };
  };
  const importsInto = (archive: Buffer): string => {
    const file = join(engine.folder, "image.tar");
    writeFileSync(file, archive);
    const ctr = (...words: readonly string[]): string =>
      execFileSync("ctr", ["--address", join(engine.folder, "exec/containerd/containerd.sock"), ...words], {
        encoding: "utf8",
        stdio: "pipe",
      });
    ctr("images", "import", "--no-unpack", file);
    const listed = ctr("images", "list");
    ctr("images", "remove", `docker.io/${tag}`);
    return listed;
  };

  it("get the layers of the base with the image, and the same image", { timeout: 120_000 }, async () => {
    const { docker } = engine;
    const { image, small, whole } = await archives();
    expect(() => importsInto(small)).toThrow();
    expect(importsInto(whole)).toContain(`docker.io/${tag}`);
    await followLines(docker, await docker.loadImage(Readable.from([whole])), () => {});
    expect((await docker.getImage(tag).inspect()).Id).toBe(image.id);
    await docker.getImage(tag).remove({ force: true });
  });
}
