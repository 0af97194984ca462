import { codes, report } from "@mlopsc/diagnostics";
import type Docker from "dockerode";
import type { DeploymentName } from "../../deployment.ts";
import { containerPort, imageUser, keyFolder, logFolder } from "../../image/image-config.ts";
import { tarOf } from "../../image/tar.ts";
import { done, failed, type Outcome } from "../../outcome.ts";
import { heapMegabytes, replicaLine } from "../command-lines.ts";
import type { CallOptions, ReleaseSpec } from "../platform.ts";
import { containerOptions } from "./container-options.ts";
import { isMissing, unlessMissing } from "./engine-problem.ts";
import { labelKeys, replicaContainer } from "./names.ts";
import { lastContainerLines, runIn } from "./run-in.ts";
import { keyVolume, logVolume } from "./shared-parts.ts";

/** A replica that is not ready by then does not become so. */
const startSeconds = 30;
/** The server cuts what is in flight after 10 seconds; a little more for it to end by itself. */
const graceSeconds = 12;

/** Starts the replicas that do not run, and waits for all of them. */
export async function startContainers(
  engine: Docker,
  name: DeploymentName,
  release: ReleaseSpec,
  { signal }: CallOptions,
): Promise<Outcome<void>> {
  const image = await unlessMissing(engine.getImage(release.image).inspect());
  if (image === undefined) return failed(report(codes.imageGone, { image: release.image }));
  const labels = image.Config.Labels;
  const numbers = Array.from({ length: release.replicas }, (_, index) => index + 1);
  const running = await Promise.all(
    numbers.map((replica) => isRunning(engine, replicaContainer(name, release.release, replica))),
  );
  const missing = numbers.filter((_, index) => !running[index]);
  const ways = await Promise.all(
    missing.map(async (replica) => {
      const options = replicaOptions(
        name,
        release,
        replica,
        labels["org.mlopsc.model"] ?? "",
        labels["org.mlopsc.version"] ?? "",
      );
      return { replica, how: await startAndWait(engine, options, await keyArchive(release), signal) };
    }),
  );
  const broken = ways.find(({ how }) => how !== "ready");
  if (broken === undefined) return done(undefined);
  const lines = await lastContainerLines(
    engine.getContainer(replicaContainer(name, release.release, broken.replica)),
    20,
  );
  // Nobody was answered by them: they need no time to end.
  const containers = missing.map((replica) => engine.getContainer(replicaContainer(name, release.release, replica)));
  await Promise.all(containers.map((each) => unlessMissing(each.remove({ force: true }))));
  if (broken.how === "stopped") return failed(report(codes.rolloutStopped, { release: release.release }));
  const replica = `r${release.release}-${broken.replica}`;
  return failed(report(codes.startFailed, { replica, how: broken.how, lines }));
}

/** Lets it answer what it has in hand, and removes it. */
export async function endContainer(engine: Docker, containerName: string): Promise<void> {
  const container = engine.getContainer(containerName);
  // 304: it does not run.
  await container.stop({ t: graceSeconds }).catch((thrown: { statusCode?: number }) => {
    if (thrown.statusCode !== 304 && thrown.statusCode !== 404) throw thrown;
  });
  await unlessMissing(container.remove({ force: true }));
}

async function isRunning(engine: Docker, containerName: string): Promise<boolean> {
  const found = await unlessMissing(engine.getContainer(containerName).inspect());
  return found?.State.Running === true && !found.State.Restarting;
}

function replicaOptions(
  name: DeploymentName,
  { release, image, replicas, memory, log, apiKey }: ReleaseSpec,
  replica: number,
  model: string,
  version: string,
): Docker.ContainerCreateOptions {
  const alias = `r${release}-${replica}`;
  const line = replicaLine({
    ...{ model, version, release, log },
    ...{ host: "0.0.0.0", port: containerPort, logFolder: `${logFolder}/${alias}` },
    ...(apiKey === undefined ? {} : { apiKeyFile: `${keyFolder}/${keyFile(release)}` }),
  });
  return containerOptions(name, {
    containerName: replicaContainer(name, release, replica),
    alias,
    image,
    command: ["node", ...heapMegabytes(memory), ...line],
    labels: {
      [labelKeys.role]: "replica",
      [labelKeys.release]: String(release),
      [labelKeys.replica]: String(replica),
      [labelKeys.wanted]: String(replicas),
      [labelKeys.log]: JSON.stringify(log),
    },
    mounts: [
      { volume: logVolume(name), target: logFolder, readOnly: false },
      ...(apiKey === undefined ? [] : [{ volume: keyVolume(name), target: keyFolder, readOnly: false }]),
    ],
    ...(memory === undefined ? {} : { memory }),
  });
}

const keyFile = (release: number): string => `r${release}.key`;

/** A volume holds the key, and no setting of a container, which whoever may look at containers can read. */
async function keyArchive({ release, apiKey }: ReleaseSpec): Promise<Buffer | undefined> {
  if (apiKey === undefined) return undefined;
  const [uid = 0, gid = 0] = imageUser.split(":").map(Number);
  return tarOf([{ name: keyFile(release), content: apiKey, mode: 0o400, uid, gid }]);
}

/** `ready`, `stopped` by the signal, or what became of it instead. */
async function startAndWait(
  engine: Docker,
  options: Docker.ContainerCreateOptions,
  keys: Buffer | undefined,
  signal: AbortSignal | undefined,
): Promise<string> {
  const containerName = options.name as string;
  await unlessMissing(engine.getContainer(containerName).remove({ force: true }));
  const container = await engine.createContainer(options);
  if (keys !== undefined) await container.putArchive(keys, { path: keyFolder });
  await container.start();
  const waited = runIn(container, ["node", "ready.cjs", String(startSeconds)]).catch(
    (thrown: { statusCode?: number }) => {
      // 409: it ended before, or is between two tries.
      if (thrown.statusCode === 409 || isMissing(thrown)) return { exitCode: 1 };
      throw thrown;
    },
  );
  const stopped = new Promise<"stopped">((resolve) => {
    if (signal?.aborted) resolve("stopped");
    signal?.addEventListener("abort", () => resolve("stopped"), { once: true });
  });
  const ran = await Promise.race([waited, stopped]);
  if (ran === "stopped") return ran;
  if (ran.exitCode === 0) return "ready";
  const found = await unlessMissing(container.inspect());
  if (found === undefined) return "was removed";
  const { OOMKilled, ExitCode, Running } = found.State;
  if (OOMKilled) return "needed more memory than it may have";
  return Running && found.RestartCount === 0
    ? `was not ready after ${startSeconds} s`
    : `ended with exit code ${ExitCode}`;
}
