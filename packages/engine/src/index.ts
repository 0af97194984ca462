export { type Applied, type ApplyOptions, applyPlan } from "./apply/apply-plan.ts";
export { checkOutDataset } from "./apply/check-out.ts";
export { type Cleaned, cleanProject } from "./apply/clean-project.ts";
export { lockedDiagnostic } from "./apply/locked-diagnostic.ts";
export { type Engine, type EngineOptions, type OpenedEngine, openEngine } from "./apply/open-engine.ts";
export { type PlannedProject, type PlanProjectOptions, planProject, sourceFingerprints } from "./apply/plan-project.ts";
export {
  type OpenedProjectState,
  openProjectState,
  type ProjectState,
  readProjectState,
} from "./apply/project-state.ts";
export { currentModel, type Found, findDataset, findModel, loadOutcome } from "./apply/read-state.ts";
export type { Compute } from "./compute/compute.ts";
export { type CreateComputeOptions, createCompute } from "./compute/create-compute.ts";
export type { Metrics, ModelEvaluation } from "./compute/tasks/evaluate-model-task.ts";
export { partCodes } from "./compute/tasks/split-data-task.ts";
export type { ColumnDrift, DataDifference } from "./data/data-difference.ts";
export type { DataResult } from "./data/data-problem.ts";
export { DataStore, type DataStoreOptions } from "./data/data-store.ts";
export { type ExportOptions, exportEndings } from "./data/export-tables.ts";
export { type SchemaDifference, schemaDifference } from "./data/schema-difference.ts";
export type { FileDigestCache } from "./data/source-files.ts";
export type { ExpectationResult, FailingRow, ValidationPaths, ValidationReport } from "./data/validate.ts";
export type { CheckRecord } from "./deploy/check-release.ts";
export { checkFiguresText } from "./deploy/check-text.ts";
export { type RollBackResult, type RolledBack, rollBack } from "./deploy/roll-back.ts";
export { targetAddress } from "./deploy/target-address.ts";
export { type ReleaseState, type TargetStatus, targetStatus } from "./deploy/target-status.ts";
export { createHandlers } from "./handlers/create-handlers.ts";
export { type DataAccess, openDataAccess } from "./handlers/data-access.ts";
export type * from "./handlers/outcomes.ts";
export { problemText } from "./handlers/problem-text.ts";
export type { HandlerServices } from "./handlers/services.ts";
export { type Acted, type ActServices, act } from "./operate/act.ts";
export type { KeptWindow, Look, WatchState } from "./operate/look.ts";
export { monitorReading } from "./operate/monitor-reading.ts";
export { type MonitorSetup, monitorSetup } from "./operate/monitor-setup.ts";
export { type ReplayRequest, type ReplayRound, replay } from "./operate/replay.ts";
export { type Retrained, type RetrainRequest, retrain } from "./operate/retrain.ts";
export { type Watched, watch } from "./operate/watch.ts";
export { outsideDiagnostic } from "./outside/outside-diagnostic.ts";
export { type ProgramPrediction, predictByProgram, readyOnnxModel } from "./outside/predict-outside.ts";
export type * from "./registry/apply-records.ts";
export type * from "./registry/clock.ts";
export { type Collected, collectGarbage } from "./registry/collect-garbage.ts";
export type * from "./registry/dataset-versions.ts";
export type * from "./registry/decision-records.ts";
export { DiskObjectStore, sha256 } from "./registry/disk-object-store.ts";
export type * from "./registry/fingerprint-cache.ts";
export { MemoryObjectStore } from "./registry/memory-object-store.ts";
export type * from "./registry/model-versions.ts";
export type * from "./registry/monitor-records.ts";
export { type ObjectCondition, type ObjectStore, StoreFault } from "./registry/object-store.ts";
export type * from "./registry/registry.ts";
export type * from "./registry/release-records.ts";
export { registryContent } from "./registry/sqlite/registry-content.ts";
export { type OpenedRegistry, openRegistry, type SqliteRegistry } from "./registry/sqlite/sqlite-registry.ts";
export type * from "./registry/step-records.ts";
export type * from "./registry/trial-records.ts";
export type * from "./registry/writer-lock.ts";
export { collectRuns, modelsWithRuns } from "./runs/collect-runs.ts";
export type { Run, RunValidation } from "./runs/run.ts";
export { trainedAs } from "./runs/trained-as.ts";
export { failureDiagnostic } from "./walk/failure-diagnostic.ts";
export {
  type Handler,
  type HandlerResult,
  type Handlers,
  type StepOutput,
  type StepTask,
  versionsOf,
} from "./walk/handler.ts";
export type { RemainingTime, StepState, WalkEvent, WalkSummary } from "./walk/walk-event.ts";
export type { WalkOptions } from "./walk/walk-options.ts";
export { walkPlan } from "./walk/walk-plan.ts";
