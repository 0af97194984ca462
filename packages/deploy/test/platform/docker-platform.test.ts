import { describe } from "vitest";
import { engineRefusal } from "../engine/shared-engine.ts";
import { openDocker } from "./docker-fixture.ts";
import { platformContract } from "./platform-contract.ts";

const refusal = engineRefusal();
if (refusal !== undefined) console.warn(`Not run: ${refusal}.`);

describe.runIf(refusal === undefined)("a Docker Engine", () => platformContract(openDocker));
