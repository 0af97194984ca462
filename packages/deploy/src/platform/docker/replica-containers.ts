import { codes, report } from "@mlopsc/diagnostics";
import { presenceFile } from "@mlopsc/serve";
import type Docker from "dockerode";
import type { DeploymentName } from "../../deployment.ts";
import { containerPort, imageUser, keyFolder, logFolder } from "../../image/image-config.ts";
import { tarOf } from "../../image/tar.ts";
import { done, failed, type Outcome } from "../../outcome.ts";
import { heapMegabytes, replicaLine } from "../command-lines.ts";
import type { ReleaseSpec, StartOptions } from "../platform.ts";
import { containerOptions } from "./container-options.ts";
import { unlessMissing } from "./engine-problem.ts";
import { containersOf, labelOf } from "./find-containers.ts";
import { labelKeys, replicaContainer } from "./names.ts";
import { lastContainerLines } from "./run-in.ts";
import { keyVolume, logVolume } from "./shared-parts.ts";
import { untilSettled } from "./until-settled.ts";

/** The server cuts what is in flight after 10 seconds; a little more for it to end by itself. */
const graceSeconds = 12;

/** Starts the replicas that do not run, and waits for all of them: until they answer, or until they wait for those before. */
export async function startContainers(
  engine: Docker,
  name: DeploymentName,
  release: ReleaseSpec,
  { signal, after }: StartOptions,
): Promise<Outcome<void>> {
  const image = await unlessMissing(engine.getImage(release.image).inspect());
  if (image === undefined) return failed(report(codes.imageGone, { image: release.image }));
  const labels = image.Config.Labels;
  const [model, version] = [labels["org.mlopsc.model"] ?? "", labels["org.mlopsc.version"] ?? ""];
  const before = after === undefined ? [] : await runningReplicas(engine, name, after);
  const numbers = Array.from({ length: release.replicas }, (_, index) => index + 1);
  const ways = await Promise.all(
    numbers.map(async (replica) => {
      const container = engine.getContainer(replicaContainer(name, release.release, replica));
      const ran = await isRunning(container);
      if (!ran) {
        const files = await filesFor(release, replica, before);
        const about = { model, version, waits: before.length > 0 };
        await startContainer(engine, replicaOptions(name, release, replica, about), files);
      }
      // One that ran before answers or waits already.
      if (ran && before.length > 0) return { replica, container, ran, how: "ready" };
      return {
        replica,
        container,
        ran,
        how: await untilSettled(container, waitingIn(release.release, replica, before), signal),
      };
    }),
  );
  const broken = ways.find(({ how }) => how !== "ready");
  if (broken === undefined) return done(undefined);
  const lines = await lastContainerLines(broken.container, 20);
  // Nobody was answered by them: they need no time to end.
  const gone = ways.filter(({ ran, how }) => !ran || how !== "ready");
  await Promise.all(gone.map(({ container }) => unlessMissing(container.remove({ force: true }))));
  if (broken.how === "stopped") return failed(report(codes.rolloutStopped, { release: release.release }));
  const replica = aliasOf(release.release, broken.replica);
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

async function isRunning(container: Docker.Container): Promise<boolean> {
  const found = await unlessMissing(container.inspect());
  return found?.State.Running === true && !found.State.Restarting;
}

/** The aliases of those that run of a release. */
async function runningReplicas(engine: Docker, name: DeploymentName, release: number): Promise<readonly string[]> {
  const own = (await containersOf(engine, name)).filter((each) => labelOf(each, labelKeys.release) === String(release));
  return own
    .filter(({ State }) => State.Running && !State.Restarting)
    .map((each) => aliasOf(release, Number(labelOf(each, labelKeys.replica))));
}

/** Where it tells that it waits; nowhere, where nobody is before it. */
const waitingIn = (release: number, replica: number, before: readonly string[]): string | undefined =>
  before.length === 0 ? undefined : `${logFolder}/${aliasOf(release, replica)}/${presenceFile}`;

const aliasOf = (release: number, replica: number): string => `r${release}-${replica}`;

function replicaOptions(
  name: DeploymentName,
  { release, image, replicas, memory, log, apiKey }: ReleaseSpec,
  replica: number,
  { model, version, waits }: { readonly model: string; readonly version: string; readonly waits: boolean },
): Docker.ContainerCreateOptions {
  const alias = aliasOf(release, replica);
  const line = replicaLine({
    ...{ model, version, release, log },
    ...{ host: "0.0.0.0", port: containerPort, logFolder: `${logFolder}/${alias}` },
    ...(waits ? { afterFile: `${logFolder}/${alias}/${afterFile}` } : {}),
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
const afterFile = "after";

interface VolumeFiles {
  readonly folder: string;
  readonly archive: Buffer;
}

/** What a replica finds on its volumes. A key is there and in no setting of a container, which whoever may look at those can read. */
async function filesFor(
  { release, apiKey }: ReleaseSpec,
  replica: number,
  before: readonly string[],
): Promise<readonly VolumeFiles[]> {
  const [uid = 0, gid = 0] = imageUser.split(":").map(Number);
  const files: VolumeFiles[] = [];
  if (apiKey !== undefined) {
    const archive = await tarOf([{ name: keyFile(release), content: apiKey, mode: 0o400, uid, gid }]);
    files.push({ folder: keyFolder, archive });
  }
  if (before.length === 0) return files;
  const own = `${aliasOf(release, replica)}/`;
  const content = before.map((alias) => `${logFolder}/${alias}\n`).join("");
  const archive = await tarOf([
    { name: own, type: "directory", mode: 0o755, uid, gid },
    { name: `${own}${afterFile}`, content, mode: 0o600, uid, gid },
  ]);
  files.push({ folder: logFolder, archive });
  return files;
}

async function startContainer(
  engine: Docker,
  options: Docker.ContainerCreateOptions,
  files: readonly VolumeFiles[],
): Promise<void> {
  await unlessMissing(engine.getContainer(options.name as string).remove({ force: true }));
  const container = await engine.createContainer(options);
  for (const { folder, archive } of files) await container.putArchive(archive, { path: folder });
  await container.start();
}
