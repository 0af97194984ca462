import { Readable } from "node:stream";
import { codes, report } from "@mlopsc/diagnostics";
import type Docker from "dockerode";
import type { DeploymentName } from "../../deployment.ts";
import { assembleImage, imageArchive } from "../../image/assemble-image.ts";
import { bundleDigest } from "../../image/bundle-digest.ts";
import { dockerfile } from "../../image/dockerfile.ts";
import { done, failed, type Outcome } from "../../outcome.ts";
import type { Bundle, Installed } from "../bundle.ts";
import type { InstallOptions } from "../platform.ts";
import { findBase } from "./base-image.ts";
import { isMissing, reasonOf, unlessMissing } from "./engine-problem.ts";
import { followLines } from "./follow-lines.ts";
import { repositoryOf } from "./names.ts";

/** Where images are pushed to. */
export interface Registry {
  /** `registry.example.org/team` */
  readonly place: string;
  /** Absent where anyone may push. */
  readonly user?: { readonly name: string; readonly password: string };
}

/** Puts the image on the engine, where it is not there already, and into the registry that the target names. */
export async function installImage(
  engine: Docker,
  name: DeploymentName,
  bundle: Bundle,
  { base: baseName, onLine = () => {} }: InstallOptions,
  registry: Registry | undefined,
): Promise<Outcome<Installed>> {
  const found = await findBase(engine, baseName, onLine);
  if (!found.ok) return found;
  const base = found.value;
  const image = await assembleImage(bundle, base);
  const tag = `${repositoryOf(name)}:${bundleDigest(bundle).slice(0, 12)}`;
  for (const line of dockerfile(image.settings, base).trim().split("\n")) onLine(line);
  const there = await unlessMissing(engine.getImage(image.id).inspect());
  if (there?.RepoTags?.includes(tag)) onLine(`${tag} is there already`);
  else await followLines(engine, await engine.loadImage(Readable.from([await imageArchive(image, base, tag)])), onLine);
  const pushed = registry === undefined ? undefined : await push(engine, tag, registry, onLine);
  if (pushed !== undefined && !pushed.ok) return pushed;
  return done({
    image: image.id,
    bundle: bundleDigest(bundle),
    base: { name: base.name, digest: base.digest },
    size: { total: base.bytes + image.layer.length, ours: image.layer.length },
    ...(pushed === undefined ? {} : { pushed: pushed.value }),
  });
}

/** Gives the reference by digest that anyone can pull. */
async function push(
  engine: Docker,
  tag: string,
  { place, user }: Registry,
  onLine: (line: string) => void,
): Promise<Outcome<string>> {
  const reference = `${place}/${tag}`;
  const colon = reference.lastIndexOf(":");
  const [repo, version] = [reference.slice(0, colon), reference.slice(colon + 1)];
  try {
    await engine.getImage(tag).tag({ repo, tag: version });
    const events = await followLines(
      engine,
      await engine
        .getImage(reference)
        .push({ authconfig: { username: user?.name ?? "", password: user?.password ?? "" } }),
      onLine,
    );
    const digest = events.find((event) => event.aux?.Digest !== undefined)?.aux?.Digest;
    if (digest === undefined) return failed(report(codes.pushRefused, { reference, reason: "no digest came back" }));
    return done(`${repo}@${digest}`);
  } catch (thrown) {
    if (isMissing(thrown)) throw thrown;
    return failed(report(codes.pushRefused, { reference, reason: reasonOf(thrown) }));
  }
}
