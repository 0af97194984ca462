import { type DeploymentName, type Found, mend, type Outcome, servingRelease } from "@mlopsc/deploy";
import type { Release } from "../registry/release-records.ts";
import { type ReleaseServices, startedWith, tellEvent } from "./bring-release.ts";
import type { ReleaseSettings } from "./release-settings.ts";
import { retireLogs } from "./retire-logs.ts";
import { differences } from "./target-drift.ts";

/** What came of it: `sound`: nothing was to be done. `other`: it takes a roll-out. */
export type Mended = "sound" | "mended" | "other";

/**
 * Has the release that is meant to answer on a target do so again, as it was started: containers that were removed, replicas
 * that ended, a front that is gone. It was let in before, so neither its checks nor a person are asked again.
 */
export async function mendRelease(
  name: DeploymentName,
  address: string,
  serving: Release,
  services: ReleaseServices,
): Promise<Outcome<Mended>> {
  const { platform, registry, clock, signal } = services;
  const found = await platform.inspect(name);
  if (!found.ok) return found;
  const { number, version, image } = serving;
  const changes = differences(found.value, { release: number, image });
  if (changes.length === 0) return { ok: true, value: "sound" };
  if (!isMendable(found.value, serving)) return { ok: true, value: "other" };
  const settings = serving.settings as ReleaseSettings;
  const limits = startedWith(name, settings);
  if (!limits.ok) return limits;
  const mended = await mend(
    { name, release: { release: number, image, ...limits.value }, front: { port: settings.port, image } },
    { platform, clock, ...(signal ? { signal } : {}), onEvent: (event) => tellEvent(event, services) },
  );
  if (!mended.ok) return mended;
  await retireLogs(name, settings.log, services);
  const message = `release ${number} (version ${version}) answers again: ${changes.join(", ")}`;
  registry.decisions.add({ subject: address, event: "mended", message, detail: { release: number, version, image } });
  return { ok: true, value: "mended" };
}

/** One that runs and is ill cannot be started; and what answers in its place was brought there, if not written down. */
function isMendable(found: Found, { number, image }: Release): boolean {
  const answering = servingRelease(found)?.release;
  const replicas = found.releases.find(({ release }) => release === number)?.replicas ?? [];
  return (
    found.images.includes(image) &&
    (answering === undefined || answering === number) &&
    replicas.every(({ state }) => state === "healthy" || state === "stopped")
  );
}
