import type Docker from "dockerode";
import type { DeploymentName } from "../../deployment.ts";
import { containerPort } from "../../image/image-config.ts";
import type { FoundRelease, FoundReplica, RunState } from "../found.ts";
import type { RequestLogSpec } from "../platform.ts";
import { unlessMissing } from "./engine-problem.ts";
import { labelFilter, labelKeys, prefixOf } from "./names.ts";
import { runIn } from "./run-in.ts";

type Container = Docker.ContainerInspectInfo;

/** All containers of a deployment, as they are now, whoever started them. */
export async function containersOf(engine: Docker, name: DeploymentName): Promise<readonly Container[]> {
  const listed = await engine.listContainers({ all: true, filters: labelFilter(name) });
  const found = await Promise.all(listed.map(({ Id }) => unlessMissing(engine.getContainer(Id).inspect())));
  return found.filter((each) => each !== undefined);
}

/** Ascending by number. `answered`: those that the engine has not asked yet are known to be healthy. */
export async function releasesIn(
  engine: Docker,
  name: DeploymentName,
  containers: readonly Container[],
  answered = false,
): Promise<readonly FoundRelease[]> {
  const replicas = containers.filter((each) => labelOf(each, labelKeys.role) === "replica");
  const numbers = [...new Set(replicas.map((each) => Number(labelOf(each, labelKeys.release))))];
  return Promise.all(
    numbers
      .sort((one, other) => one - other)
      .map(async (release) => {
        const own = replicas.filter((each) => Number(labelOf(each, labelKeys.release)) === release);
        const [first] = own as [Container];
        const memory = first.HostConfig.Memory;
        const found = await Promise.all(own.map((each) => replicaOf(engine, name, each, answered)));
        return {
          release,
          version: labelOf(first, "org.mlopsc.version"),
          image: first.Image,
          wanted: Number(labelOf(first, labelKeys.wanted)),
          ...(memory ? { memory } : {}),
          log: JSON.parse(labelOf(first, labelKeys.log)) as RequestLogSpec,
          replicas: found.sort((one, other) => one.replica - other.replica),
        };
      }),
  );
}

async function replicaOf(
  engine: Docker,
  name: DeploymentName,
  container: Container,
  answered: boolean,
): Promise<FoundReplica> {
  const replica = Number(labelOf(container, labelKeys.replica));
  const state = await stateOf(engine, container, answered);
  if (state === "stopped") return { replica, state, exitCode: container.State.ExitCode };
  // Containers are reached from their engine's machine alone.
  const isHere = (engine.modem as { readonly socketPath?: string }).socketPath !== undefined;
  const address = container.NetworkSettings.Networks[prefixOf(name)]?.IPAddress;
  return {
    replica,
    state,
    address: `r${labelOf(container, labelKeys.release)}-${replica}:${containerPort}`,
    ...(isHere && address ? { local: `${address}:${containerPort}` } : {}),
  };
}

/** The engine asks only every few seconds: one that it has not asked yet is asked now. */
export async function stateOf(engine: Docker, container: Container, answered = false): Promise<RunState> {
  const { Running, Restarting, Health } = container.State;
  if (!Running || Restarting) return "stopped";
  if (Health?.Status === "healthy" || Health?.Status === "unhealthy") return Health.Status;
  if (answered) return "healthy";
  const test = container.Config.Healthcheck?.Test?.slice(1) ?? [];
  const ran = await runIn(engine.getContainer(container.Id), test).catch(() => undefined);
  return ran?.exitCode === 0 ? "healthy" : "starting";
}

export const labelOf = (container: Container, key: string): string => container.Config.Labels[key] ?? "";
