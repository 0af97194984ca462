import type { Bundle } from "../platform/bundle.ts";
import { bundleDigest, sorted } from "./bundle-digest.ts";

/** What has to be known of a base image to put something on top of it. */
export interface BaseImage {
  /** As the spec names it. */
  readonly name: string;
  /** A repository digest, or the image's id where it came from none. */
  readonly digest: string;
  readonly architecture: string;
  readonly os: string;
  readonly environment: readonly string[];
  /** Digests of its uncompressed layers, lowest first. */
  readonly layers: readonly string[];
  readonly bytes: number;
}

/** Where everything of ours lies in the image, and the server starts. */
export const imageFolder = "/opt/mlopsc";
/** Where the request log goes: a volume is mounted there, which takes over who may write. */
export const logFolder = "/var/lib/mlopsc/log";
/** Where the keys of clients are put, on a volume too. */
export const keyFolder = "/var/lib/mlopsc/keys";
/** What the front must find again after it was restarted. */
export const stateFolder = "/var/lib/mlopsc/state";
/** In memory, for sockets. A restart gives it the mode that the image's folder has, whatever was asked for (runc 1.1). */
export const socketFolder = "/run/mlopsc";
/** No name in the base's list of users is needed. */
export const imageUser = "65532:65532";
export const containerPort = 8080;

/** What a container of the image does unless told otherwise, and what the image says of itself. */
export interface ImageSettings {
  readonly environment: readonly string[];
  readonly command: readonly string[];
  readonly healthcheck: { readonly command: readonly string[]; readonly seconds: number };
  /** By name. */
  readonly labels: readonly (readonly [string, string])[];
}

export function imageSettings(bundle: Bundle, base: BaseImage): ImageSettings {
  const { model, version, labels } = bundle;
  return {
    environment: ["NODE_ENV=production"],
    command: ["node", "server.bundle.cjs", "--model", "model.json", "--name", model, "--version", version],
    healthcheck: { command: ["node", "ready.cjs"], seconds: 5 },
    labels: sorted({
      "org.opencontainers.image.title": model,
      "org.opencontainers.image.version": version,
      "org.opencontainers.image.base.name": base.name,
      "org.opencontainers.image.base.digest": base.digest,
      "org.mlopsc.bundle": bundleDigest(bundle),
      "org.mlopsc.model": model,
      "org.mlopsc.version": version,
      "org.mlopsc.spec": labels.spec,
      "org.mlopsc.data": JSON.stringify(Object.fromEntries(sorted(labels.data))),
      "org.mlopsc.metrics": JSON.stringify(Object.fromEntries(sorted(labels.metrics))),
    }),
  };
}

/** The image's configuration as an engine stores it: its digest is the image's id. No time and no name of this machine is in it. */
export function imageConfig(settings: ImageSettings, base: BaseImage, layer: string): string {
  const { environment, command, healthcheck, labels } = settings;
  const nanoseconds = 1_000_000_000;
  const created = "1970-01-01T00:00:00Z";
  return JSON.stringify({
    architecture: base.architecture,
    config: {
      User: imageUser,
      ExposedPorts: { [`${containerPort}/tcp`]: {} },
      Env: [...base.environment, ...environment],
      Cmd: command,
      Healthcheck: {
        Test: ["CMD", ...healthcheck.command],
        Interval: healthcheck.seconds * nanoseconds,
        Timeout: 2 * nanoseconds,
        Retries: 3,
      },
      WorkingDir: imageFolder,
      Labels: Object.fromEntries(labels),
    },
    created,
    history: [
      ...base.layers.map(() => ({ created, created_by: `FROM ${base.name}` })),
      { created, created_by: "ADD files.tar /" },
    ],
    os: base.os,
    rootfs: { type: "layers", diff_ids: [...base.layers, layer] },
  });
}
