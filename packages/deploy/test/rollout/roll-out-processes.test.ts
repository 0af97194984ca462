import { describe } from "vitest";
import { openProcesses } from "../platform/process-fixture.ts";
import { rolloutContract } from "./rollout-contract.ts";

describe("roll-outs of processes", () => rolloutContract(openProcesses));
