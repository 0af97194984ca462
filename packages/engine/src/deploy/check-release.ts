import { type Candidate, type CheckResult, type Installed, problemsOf, runChecks } from "@mlopsc/deploy";
import type { Diagnostic } from "@mlopsc/diagnostics";
import type { DeployModel } from "@mlopsc/plan";
import type { BundleOutcome } from "../handlers/outcomes.ts";
import type { HandlerServices } from "../handlers/services.ts";
import { checkRunner } from "../outside/check-runner.ts";
import type { ProgramLog } from "../outside/program-log.ts";
import type { StepTask } from "../walk/handler.ts";
import { keyHeader } from "./api-key.ts";
import { readRequests, storedModel } from "./recorded-requests.ts";

/** What was measured of a release before it was trusted. */
export interface CheckRecord {
  readonly source: string;
  readonly holds: boolean;
  readonly figures: Readonly<Record<string, number>>;
}

export interface ReleaseChecks {
  /** Why the candidate may not go on; none where every check holds. */
  readonly check: (candidate: Candidate, signal: AbortSignal) => Promise<readonly Diagnostic[]>;
  /** Of the candidate that was looked at last. */
  readonly records: () => readonly CheckRecord[];
  /** What the checks that hold had to say of it. */
  readonly findings: () => readonly Diagnostic[];
}

/** The checks of a step, to be held against a release on its target. */
export function releaseChecks(
  services: HandlerServices,
  { step, progress }: Pick<StepTask<"deploy-model">, "step" | "progress">,
  bundle: BundleOutcome,
  installed: Installed,
  log: ProgramLog,
): ReleaseChecks {
  const { objects, projectFolder } = services;
  const { config, place } = step;
  const placed = (problems: readonly Diagnostic[]): readonly Diagnostic[] =>
    problems.map((problem) => ({ place, ...problem }));
  let results: readonly CheckResult[] = [];
  const check = async ({ url, headers }: Candidate, signal: AbortSignal): Promise<readonly Diagnostic[]> => {
    results = await runChecks(config.checks, {
      places: [{ url, headers: { ...headers, ...keyHeader(config.apiKey) } }],
      model: await storedModel(objects, bundle.files.model),
      version: String(bundle.version),
      rows: await recordedRows(services, bundle),
      sizes: await sizesOf(services, config, bundle, installed),
      ...{ deployment: config.deployment, target: config.target.name, seed: bundle.seed, signal },
      runProgram: checkRunner({
        projectFolder,
        scratchPath: () => objects.scratchPath(),
        log,
      }),
      onProgress: ({ check: source, share }) => progress(share, source),
    });
    return placed(problemsOf(results));
  };
  return {
    check,
    records: () => results.map(({ source, holds, figures }) => ({ source, holds, figures })),
    findings: () => placed(results.filter(({ holds }) => holds).flatMap(({ findings }) => findings)),
  };
}

async function recordedRows({ objects }: HandlerServices, { sample }: BundleOutcome) {
  if (sample === null) return { table: { rows: 0, columns: [] }, keys: [] };
  const { table, names } = await readRequests(objects, sample);
  return { table, keys: names };
}

async function sizesOf(
  { objects }: HandlerServices,
  { target }: DeployModel,
  { files }: BundleOutcome,
  { size }: Installed,
): Promise<{ readonly image?: number; readonly layer: number; readonly model: number }> {
  const model = (await objects.read(files.model)).length;
  return { layer: size.ours, model, ...(target.platform.kind === "docker" ? { image: size.total } : {}) };
}
