import type { PlatformDefinition, TargetDefinition } from "@mlopsc/vocabulary";

type DockerDefinition = Extract<PlatformDefinition, { readonly kind: "docker" }>;

/** As Docker's own client: what the spec leaves open is where `DOCKER_HOST` says. */
export const engineHost = ({ host }: DockerDefinition): string =>
  host ?? process.env["DOCKER_HOST"] ?? "unix:///var/run/docker.sock";

/** `http://HOST:PORT`, where the deployment on a target answers. */
export function targetAddress({ platform, port }: TargetDefinition): string {
  const machine = platform.kind === "docker" ? /^tcp:\/\/([^:/]+)/.exec(engineHost(platform))?.[1] : undefined;
  return `http://${machine ?? "127.0.0.1"}:${port}`;
}
