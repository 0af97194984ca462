import { describe } from "vitest";
import { commandsContract } from "./commands/commands-contract.ts";
import { registryContract } from "./commands/registry-contract.ts";
import { engineRefusal } from "./engine/shared-engine.ts";
import { containerdContract } from "./platform/containerd-contract.ts";
import { dockerContract, withoutEngine } from "./platform/docker-contract.ts";
import { openDocker } from "./platform/docker-fixture.ts";
import { platformContract } from "./platform/platform-contract.ts";
import { rolloutContract } from "./rollout/rollout-contract.ts";

const refusal = engineRefusal();
if (refusal !== undefined) console.warn(`Not run: ${refusal}.`);

describe("without an engine", withoutEngine);

// In one file, so that they come one after the other: a part of them ends the engine.
describe.runIf(refusal === undefined)("a Docker Engine", () => {
  describe("as a platform", () => platformContract(openDocker));
  describe("beyond other platforms", dockerContract);
  describe("images in containerd", containerdContract);
  describe("with a registry and a key", registryContract);
  describe("by the commands", commandsContract);
  describe("rolls out", () => rolloutContract(openDocker, "short"));
});
