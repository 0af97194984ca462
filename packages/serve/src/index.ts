export type { ModelIdentity } from "./answer/answer-text.ts";
export { exampleRecord } from "./description/example-record.ts";
export { releaseHeader } from "./front/create-front.ts";
export { countsBetween, type LatencyHistogram, type ReleaseCounts } from "./front/release-counts.ts";
export type { BackendStatus, FrontStatus } from "./front/router.ts";
export { parseRoutes, type Route, type Routes } from "./front/routes.ts";
export { firstPossible, isEarlierAttempt } from "./log/attempt.ts";
export {
  type FollowedLog,
  folderLog,
  followRequestLog,
  type LogCursor,
  type LogSource,
} from "./log/follow-request-log.ts";
export { logKeys } from "./log/log-keys.ts";
export { type LoggedColumn, type LogSchema, logSchema } from "./log/log-schema.ts";
export {
  type AnsweredRecords,
  type AnsweredRequest,
  type LoggedColumns,
  type LoggedProblem,
  type LoggedRequest,
  recordOutcome,
} from "./log/logged-request.ts";
export { type RequestLogReading, readRequestLog } from "./log/read-request-log.ts";
export { openRequestLog, type RequestLog, type RequestLogOptions } from "./log/request-log.ts";
export type { LogRetention } from "./log/segments.ts";
export { requestColumns } from "./request/request-columns.ts";
export { todayHeader } from "./request/request-day.ts";
export type { RequestProblem, RequestProblemCode } from "./request/request-problem.ts";
export { apiKeysIn } from "./server/api-keys.ts";
export { createServer, type RequestLogSettings, type ServerOptions } from "./server/create-server.ts";
export type { ErrorAnswer, ErrorCode } from "./server/error-answer.ts";
export { defaultLimits, type ServerLimits } from "./server/limits.ts";
export type { Log, LogEntry } from "./server/log.ts";
export { type ListenOptions, type RunningServer, startServer } from "./server/start-server.ts";
export { presenceFile } from "./succession/presence.ts";
