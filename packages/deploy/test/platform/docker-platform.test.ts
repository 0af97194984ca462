import { describe } from "vitest";
import { createDockerPlatform, type DeploymentName } from "../../src/index.ts";
import { baseImage, engineRefusal, sharedEngine } from "../engine/shared-engine.ts";
import { got, type PlatformFixture, platformContract } from "./platform-contract.ts";

const refusal = engineRefusal();
if (refusal !== undefined) console.warn(`Not run: ${refusal}.`);

async function openDocker(): Promise<PlatformFixture> {
  const { docker, host } = await sharedEngine();
  const container = ({ project, deployment, target }: DeploymentName, part: string) =>
    docker.getContainer(`mlopsc-${project}-${deployment}-${target}-${part}`);
  return {
    platform: got(await createDockerPlatform({ host })),
    base: baseImage,
    kill: (name, release, replica) => container(name, `r${release}-${replica}`).kill(),
    remove: (name, release, replica) => container(name, `r${release}-${replica}`).remove({ force: true }),
    killFront: (name) => container(name, "front").kill(),
    removeImage: (_name, image) => docker.getImage(image).remove({ force: true }),
    close: async () => {},
  };
}

describe.runIf(refusal === undefined)("a Docker Engine", () => platformContract(openDocker));
