import { createMemoryOutbox } from "./memory-outbox.ts";
import { describeOutbox } from "./outbox-contract.ts";

describeOutbox("an outbox in memory", createMemoryOutbox);
