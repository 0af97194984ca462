import { describe } from "vitest";
import { platformContract } from "./platform-contract.ts";
import { openProcesses } from "./process-fixture.ts";

describe("processes", () => platformContract(openProcesses));
