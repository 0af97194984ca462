import { codes, report } from "@mlopsc/diagnostics";
import type Docker from "dockerode";
import type { DeploymentName } from "../../deployment.ts";
import { assembleImage } from "../../image/assemble-image.ts";
import { bundleDigest } from "../../image/bundle-digest.ts";
import { dockerfile } from "../../image/dockerfile.ts";
import { done, failed, type Outcome } from "../../outcome.ts";
import type { Bundle, Installed } from "../bundle.ts";
import type { InstallOptions } from "../platform.ts";
import { findBase } from "./base-image.ts";
import { isMissing, reasonOf, unlessMissing } from "./engine-problem.ts";
import { followLines } from "./follow-lines.ts";
import { isThatOf, loadImage } from "./load-image.ts";
import { repositoryOf } from "./names.ts";
import { loginOf } from "./registry-login.ts";

export interface RegistryOptions {
  /** Where images are pushed to: `registry.example.org/team`. Absent: nowhere. */
  readonly registry?: string;
  /** Of Docker's own client: what `docker login` put down there is used for pulls and pushes. */
  readonly configFolder?: string;
}

/** Puts the image on the engine, where it is not there already, and into the registry that the target names. */
export async function installImage(
  engine: Docker,
  name: DeploymentName,
  bundle: Bundle,
  { base: baseName, onLine = () => {} }: InstallOptions,
  { registry, configFolder }: RegistryOptions,
): Promise<Outcome<Installed>> {
  const found = await findBase(engine, baseName, onLine, configFolder);
  if (!found.ok) return found;
  const base = found.value;
  const image = await assembleImage(bundle, base);
  const tag = `${repositoryOf(name)}:${bundleDigest(bundle).slice(0, 12)}`;
  for (const line of dockerfile(image.settings, base).trim().split("\n")) onLine(line);
  const there = await unlessMissing(engine.getImage(tag).inspect());
  const known = isThatOf(there, image);
  if (known) onLine(`${tag} is there already`);
  const loaded = known ? done(there.Id) : await loadImage(engine, image, base, tag, onLine);
  if (!loaded.ok) return loaded;
  const pushed =
    registry === undefined ? undefined : await push(engine, tag, `${registry}/${tag}`, configFolder, onLine);
  if (pushed !== undefined && !pushed.ok) return pushed;
  return done({
    image: loaded.value,
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
  reference: string,
  configFolder: string | undefined,
  onLine: (line: string) => void,
): Promise<Outcome<string>> {
  const colon = reference.lastIndexOf(":");
  const [repo, version] = [reference.slice(0, colon), reference.slice(colon + 1)];
  const login = loginOf(reference, configFolder) ?? { username: "", password: "" };
  try {
    await engine.getImage(tag).tag({ repo, tag: version });
    const events = await followLines(engine, await engine.getImage(reference).push({ authconfig: login }), onLine);
    const digest = events.find((event) => event.aux?.Digest !== undefined)?.aux?.Digest;
    if (digest === undefined) return failed(report(codes.pushRefused, { reference, reason: "no digest came back" }));
    return done(`${repo}@${digest}`);
  } catch (thrown) {
    if (isMissing(thrown)) throw thrown;
    return failed(report(codes.pushRefused, { reference, reason: reasonOf(thrown) }));
  }
}
