import type Docker from "dockerode";
import { type DeploymentName, labelsOf } from "../../deployment.ts";
import { socketFolder } from "../../image/image-config.ts";
import { prefixOf } from "./names.ts";

export interface ContainerPart {
  readonly containerName: string;
  /** Its name on the network of the deployment. */
  readonly alias: string;
  readonly image: string;
  readonly command: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly memory?: number;
  readonly mounts: readonly { readonly volume: string; readonly target: string; readonly readOnly: boolean }[];
  readonly ports?: Docker.PortMap;
  readonly healthcheck?: readonly string[];
}

/**
 * Every container of ours can do as little as it needs: no user of the machine, no capabilities, nothing to write but its
 * volume and a small folder in memory, and bounds on memory, processes and what it prints. It comes back with the engine.
 */
export function containerOptions(name: DeploymentName, part: ContainerPart): Docker.ContainerCreateOptions {
  const { containerName, alias, image, command, labels, memory, mounts, ports, healthcheck } = part;
  const network = prefixOf(name);
  return {
    name: containerName,
    Image: image,
    Hostname: alias,
    Cmd: [...command],
    Labels: { ...labelsOf(name), ...labels },
    ...(healthcheck === undefined ? {} : { Healthcheck: { Test: ["CMD", ...healthcheck] } }),
    HostConfig: {
      ReadonlyRootfs: true,
      CapDrop: ["ALL"],
      SecurityOpt: ["no-new-privileges"],
      PidsLimit: 64,
      ...(memory === undefined ? {} : { Memory: memory, MemorySwap: memory }),
      RestartPolicy: { Name: "unless-stopped" },
      LogConfig: { Type: "json-file", Config: { "max-size": "4m", "max-file": "2" } },
      Tmpfs: { [socketFolder]: "rw,noexec,nosuid,size=1m,mode=1777" },
      NetworkMode: network,
      Mounts: mounts.map(({ volume, target, readOnly }) => ({
        Type: "volume",
        Source: volume,
        Target: target,
        ReadOnly: readOnly,
      })),
      ...(ports === undefined ? {} : { PortBindings: ports }),
    },
    NetworkingConfig: { EndpointsConfig: { [network]: { Aliases: [alias] } } },
  };
}
