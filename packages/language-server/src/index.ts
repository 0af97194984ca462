export { type Knowledge, noKnowledge } from "./knowledge/knowledge.ts";
export { startOverSocket } from "./node/start-over-socket.ts";
export { startOverStdio } from "./node/start-over-stdio.ts";
