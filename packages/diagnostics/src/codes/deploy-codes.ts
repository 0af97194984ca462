import { error } from "../code-entry.ts";

/** ML5500 – ML5519: what a platform says no to. */
const platformCodes = {
  engineDown: error<{ readonly host: string; readonly reason: string }>(
    "ML5500",
    ({ host, reason }) => `No Docker Engine answers on ${host}: ${reason}.`,
    "A target with `platform = docker()` needs a Docker Engine. Without one, `platform = process` runs the same server as processes of this machine.",
    () => 'Start the engine, or name another host: `platform = docker(host: "unix:///var/run/docker.sock")`.',
  ),
  hostUnreadable: error<{ readonly host: string }>(
    "ML5501",
    ({ host }) => `\`${host}\` is not the address of a Docker Engine.`,
    "An engine is reached on a socket of this machine (`unix:///var/run/docker.sock`) or over TCP (`tcp://10.0.0.5:2376`); with certificates when DOCKER_CERT_PATH names a folder with `ca.pem`, `cert.pem` and `key.pem`.",
    () => "Write `unix:///PATH` or `tcp://HOST:PORT`.",
  ),
  certificatesUnreadable: error<{ readonly folder: string; readonly reason: string }>(
    "ML5502",
    ({ folder, reason }) => `The certificates in ${folder} cannot be read: ${reason}.`,
    "DOCKER_CERT_PATH names a folder that holds `ca.pem`, `cert.pem` and `key.pem`.",
    () => "Put `ca.pem`, `cert.pem` and `key.pem` there, or unset DOCKER_CERT_PATH.",
  ),
  baseImageMissing: error<{ readonly base: string; readonly reason: string }>(
    "ML5503",
    ({ base, reason }) => `The base image ${base} is not on the engine, and could not be pulled: ${reason}.`,
    "An image is made on top of the `base` of its `deploy` block. It has to be on the engine already, or in a registry that the engine reaches.",
    ({ base }) => `Pull or load it there (\`docker pull ${base}\`), or name another \`base\`.`,
  ),
  targetPortTaken: error<{ readonly port: number; readonly by: string }>(
    "ML5504",
    ({ port, by }) => `Port ${port} is taken by ${by}.`,
    "The port of a target is that of its front. Something else listens there.",
    () => "Stop what listens there, or give the target another `port`.",
  ),
  noRoom: error<{ readonly place: string; readonly reason: string }>(
    "ML5505",
    ({ place, reason }) => `There is no room left in ${place}: ${reason}.`,
    "Files of a deployment could not be written. What ran before runs on.",
    () => "Make room there and apply again.",
  ),
  imageGone: error<{ readonly image: string }>(
    "ML5506",
    ({ image }) => `The image ${image} is not there any more.`,
    "An image that a release is started from was removed by hand.",
    () => "Apply again: it is made anew from what is registered.",
  ),
  startFailed: error<{ readonly replica: string; readonly how: string; readonly lines: readonly string[] }>(
    "ML5507",
    ({ replica, how, lines }) =>
      `Replica ${replica} ${how}${lines.length === 0 ? ", and printed nothing." : `. Its last lines:\n${lines.join("\n")}`}`,
    "A replica must answer as ready before requests reach it. None of its release was left running; what ran before runs on.",
    () => "Its last lines say why.",
  ),
  frontDown: error<{ readonly front: string; readonly reason: string }>(
    "ML5508",
    ({ front, reason }) => `The front ${front} does not answer: ${reason}.`,
    "The front has the port of the target and shares requests among releases. It was ended or removed by hand.",
    () => "Apply again: it is started anew, with the same routes.",
  ),
  platformRefused: error<{ readonly what: string; readonly reason: string }>(
    "ML5509",
    ({ what, reason }) => `${what} was refused: ${reason}.`,
    "A Docker Engine, or the system, did not do what it was asked for.",
  ),
  pushRefused: error<{ readonly reference: string; readonly reason: string }>(
    "ML5510",
    ({ reference, reason }) => `${reference} could not be pushed: ${reason}.`,
    "A target that names a registry has its images pushed there.",
    () =>
      "See that the registry can be reached from the engine, and lets you in: `docker login` puts down who you are.",
  ),
  imageNotTaken: error<{ readonly tag: string; readonly reason: string }>(
    "ML5600",
    ({ tag, reason }) => `The engine did not take the image ${tag}: ${reason}.`,
    "Images are put together here, and an engine loads them as `docker load` does. One that keeps images in containerd gets the layers of the base with them.",
    () =>
      "Load another image with `docker load` to see whether the engine takes any; the log of the step has the Dockerfile of this one.",
  ),
};

/** ML5520 – ML5529: a roll-out that was taken back. */
const rolloutCodes = {
  rolloutStopped: error<{ readonly release: number }>(
    "ML5520",
    ({ release }) => `The roll-out of release ${release} was stopped.`,
    "A person or a signal stopped it. The target is as it was.",
  ),
  canaryErrors: error<{
    readonly release: number;
    readonly errors: number;
    readonly requests: number;
    readonly beside: string;
  }>(
    "ML5521",
    ({ release, errors, requests, beside }) =>
      `The canary, release ${release}, failed ${errors} of ${requests} requests; the release beside it ${beside}.`,
    "A canary that fails more requests than the release beside it gets no more of them.",
    () => "Look at its log: `mlopsc status` names the lines. The release before serves all requests again.",
  ),
  canaryLatency: error<{
    readonly release: number;
    readonly p95: number;
    readonly beside: number;
  }>(
    "ML5522",
    ({ release, p95, beside }) =>
      `The canary, release ${release}, took ${p95} ms (p95); the release beside it ${beside} ms.`,
    "A canary that answers much later than the release beside it gets no more requests.",
    () => "The release before serves all requests again.",
  ),
  canaryDrift: error<{
    readonly release: number;
    readonly distance: number;
    readonly limit: number;
    readonly predictions: number;
  }>(
    "ML5523",
    ({ release, distance, limit, predictions }) =>
      `The canary, release ${release}, predicts otherwise than the release beside it: over ${predictions} predictions they lie ${distance.toFixed(2)} apart, where ${limit} is allowed.`,
    "Both releases get requests of the same kind at the same time, so their predictions should be spread alike. The distance is that of Kolmogorov and Smirnov; of three classes and more, the largest difference of a class's share.",
    () =>
      "The release before serves all requests again. Where the new model is meant to predict otherwise, use `rollout = blue_green`.",
  ),
};

export const deployCodes = { ...platformCodes, ...rolloutCodes };
