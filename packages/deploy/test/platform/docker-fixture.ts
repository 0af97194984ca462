import { createDockerPlatform, type DeploymentName } from "../../src/index.ts";
import { baseImage, sharedEngine } from "../engine/shared-engine.ts";
import { got, type PlatformFixture } from "./platform-contract.ts";

export async function openDocker(): Promise<PlatformFixture> {
  const { docker, host } = await sharedEngine();
  const container = ({ project, deployment, target }: DeploymentName, part: string) =>
    docker.getContainer(`mlopsc-${project}-${deployment}-${target}-${part}`);
  return {
    platform: got(await createDockerPlatform({ host })),
    base: baseImage,
    reopen: { kind: "docker", at: host },
    kill: (name, release, replica) => container(name, `r${release}-${replica}`).kill(),
    remove: (name, release, replica) => container(name, `r${release}-${replica}`).remove({ force: true }),
    killFront: (name) => container(name, "front").kill(),
    removeImage: (_name, image) => docker.getImage(image).remove({ force: true }),
    told: async ({ deployment }) => {
      const listed = await docker.listContainers({ all: true, filters: { name: [`-${deployment}-`] } });
      return JSON.stringify(await Promise.all(listed.map(({ Id }) => docker.getContainer(Id).inspect())));
    },
    running: async ({ deployment }, image) => {
      const listed = await docker.listContainers({ filters: { name: [`-${deployment}-`] } });
      return listed.filter(({ ImageID }) => ImageID === image).length;
    },
    close: async () => {},
  };
}
