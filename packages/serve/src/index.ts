export type { ModelIdentity } from "./answer/answer-text.ts";
export { exampleRecord } from "./description/example-record.ts";
export type { RequestProblem, RequestProblemCode } from "./request/request-problem.ts";
export { createServer, type ServerOptions } from "./server/create-server.ts";
export type { ErrorAnswer, ErrorCode } from "./server/error-answer.ts";
export { defaultLimits, type ServerLimits } from "./server/limits.ts";
export type { Log, LogEntry } from "./server/log.ts";
export { type ListenOptions, type RunningServer, startServer } from "./server/start-server.ts";
