export {
  type ColumnProfile,
  type Knowledge,
  type LiveVersion,
  type ModelFacts,
  noKnowledge,
  type PlannedWork,
  type TableFacts,
} from "./knowledge/knowledge.ts";
export { startOverSocket } from "./node/start-over-socket.ts";
export { startOverStdio } from "./node/start-over-stdio.ts";
