export type {
  CheckContext,
  CheckPlace,
  CheckProgress,
  CheckResult,
  ProgramEnd,
  ProgramRunner,
  RecordedRows,
} from "./checks/check-context.ts";
export { figureText } from "./checks/figure-text.ts";
export { parityRows } from "./checks/parity/parity-rows.ts";
export { checkOfCandidate, leastMilliseconds, problemsOf, runChecks } from "./checks/run-checks.ts";
export { sampleRows } from "./checks/sample-rows.ts";
export { type DeploymentName, labelsOf } from "./deployment.ts";
export type { Outcome } from "./outcome.ts";
export type { Bundle, BundleFiles, BundleLabels, Installed } from "./platform/bundle.ts";
export { createDockerPlatform, type DockerPlatformOptions } from "./platform/docker/docker-platform.ts";
export type { Found, FoundFront, FoundRelease, FoundReplica, Occupant, RunState } from "./platform/found.ts";
export type { FrontSpec, FrontStatus, LatencyHistogram, ReleaseCounts, Route } from "./platform/front.ts";
export type { LogSegment, RunLogLine } from "./platform/logs.ts";
export type {
  CallOptions,
  InstallOptions,
  Platform,
  ReleaseSpec,
  RequestLogSpec,
  RunLogOptions,
} from "./platform/platform.ts";
export { createProcessPlatform, type ProcessPlatformOptions } from "./platform/process/process-platform.ts";
export { mend } from "./rollout/mend.ts";
export { rollOut } from "./rollout/roll-out.ts";
export type {
  CanaryLimits,
  Candidate,
  RolledOut,
  RolloutEvent,
  RolloutRequest,
  RolloutServices,
  Strategy,
} from "./rollout/rollout.ts";
export { servingRelease } from "./rollout/serving-release.ts";
