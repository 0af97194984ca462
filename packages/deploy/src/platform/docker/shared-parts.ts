import type Docker from "dockerode";
import { type DeploymentName, labelsOf } from "../../deployment.ts";
import { labelFilter, prefixOf } from "./names.ts";

/** Volumes outlive containers: request logs, the keys of clients, and the routes of the front. */
export const logVolume = (name: DeploymentName): string => `${prefixOf(name)}-log`;
export const keyVolume = (name: DeploymentName): string => `${prefixOf(name)}-keys`;
export const stateVolume = (name: DeploymentName): string => `${prefixOf(name)}-state`;

/** The network and the volumes of a deployment, made where they are missing. */
export async function ensureSharedParts(engine: Docker, name: DeploymentName): Promise<void> {
  const labels = labelsOf(name);
  const networks = await engine.listNetworks({ filters: labelFilter(name) });
  if (networks.length === 0) await engine.createNetwork({ Name: prefixOf(name), CheckDuplicate: true, Labels: labels });
  for (const volume of [logVolume(name), keyVolume(name), stateVolume(name)]) {
    await engine.createVolume({ Name: volume, Labels: labels });
  }
}

export async function removeSharedParts(engine: Docker, name: DeploymentName, keepLogs: boolean): Promise<void> {
  const networks = await engine.listNetworks({ filters: labelFilter(name) });
  for (const { Id } of networks) await engine.getNetwork(Id).remove();
  const { Volumes } = await engine.listVolumes({ filters: labelFilter(name) });
  for (const { Name } of Volumes) {
    if (!keepLogs || Name !== logVolume(name)) await engine.getVolume(Name).remove();
  }
}
