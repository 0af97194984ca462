import { describe } from "vitest";
import { engineRefusal } from "../engine/shared-engine.ts";
import { openDocker } from "../platform/docker-fixture.ts";
import { rolloutContract } from "./rollout-contract.ts";

const refusal = engineRefusal();
if (refusal !== undefined) console.warn(`Not run: ${refusal}.`);

describe.runIf(refusal === undefined)("roll-outs of containers", () => rolloutContract(openDocker, "short"));
