import { cpSync } from "node:fs";
import { join } from "node:path";
import type { DesiredState, Step } from "@mlopsc/plan";
import type { AlgorithmChoice, ModelDefinition, ProgramAlgorithm, SearchDefinition } from "@mlopsc/vocabulary";
import { applyPlan } from "../../src/apply/apply-plan.ts";
import { type Engine, openEngine } from "../../src/apply/open-engine.ts";
import { planProject } from "../../src/apply/plan-project.ts";
import { WorkerPool } from "../../src/compute/worker-pool.ts";
import type { WalkEvent, WalkSummary } from "../../src/walk/walk-event.ts";
import { newProjectFolder } from "../apply/process.ts";
import { bundledFile } from "../compute/worker-file.ts";
import { smallProject } from "../fixtures/small-project.ts";

const opened: Engine[] = [];

export async function closeEngines(): Promise<void> {
  for (const engine of opened.splice(0)) await engine.close();
}

/** The small project's files and the trainers beside them. */
export function trainerFolder(): string {
  const folder = newProjectFolder();
  cpSync(join(import.meta.dirname, "trainers"), folder, { recursive: true });
  cpSync(join(import.meta.dirname, "../onnx/models"), folder, { recursive: true });
  return folder;
}

/** The file that threads run. */
export const bundleWorker = (): Promise<URL> => bundledFile("src/compute/compute-worker.ts");

/** An engine whose calculations run in threads, as they must where they wait for programs. */
export async function engineIn(folder: string): Promise<Engine> {
  const compute = new WorkerPool(await bundleWorker(), 2, folder);
  const { engine, problem } = openEngine({ projectFolder: folder, clock: () => Date.parse("2020-01-02"), compute });
  if (problem !== undefined) throw new Error(problem.message);
  opened.push(engine);
  return engine;
}

export interface Applied extends WalkSummary {
  /** What was said while the model's steps ran. */
  readonly said: readonly string[];
  /** `CODE message` of each diagnostic, and help. */
  readonly problems: readonly string[];
}

export async function apply(engine: Engine, desired: DesiredState, signal?: AbortSignal): Promise<Applied> {
  const { plan, problems } = await planProject(desired, engine);
  if (problems !== undefined) throw new Error(problems.map(({ code, message }) => `${code} ${message}`).join("\n"));
  const said: string[] = [];
  const onEvent = (event: WalkEvent): void => {
    if (event.type === "progress" && event.address.startsWith("model.")) said.push(event.message);
  };
  const { state, handlers } = engine;
  const shared = { state, handlers, clock: engine.services.clock, who: "test", concurrency: 1, onEvent };
  const { summary, problem } = await applyPlan(plan, signal ? { ...shared, signal } : shared);
  if (problem !== undefined) throw new Error(problem.message);
  return { ...summary, said, problems: summary.diagnostics.map(({ code, message }) => `${code} ${message}`) };
}

/** `command("node centroids.mjs", …)` */
export function centroids(
  parameters: AlgorithmChoice["parameters"] = {},
  settings: Partial<ProgramAlgorithm> = {},
): AlgorithmChoice {
  const outside: ProgramAlgorithm = {
    ...{ kind: "command", line: "node centroids.mjs", words: ["node", "centroids.mjs"], shell: false },
    ...{ files: ["centroids.mjs"], format: "csv", timeoutMilliseconds: null, environment: [], ...settings },
  };
  return { algorithm: "command", parameters, outside };
}

const place = { file: "main.mlops", span: { start: 0, end: 1 } };

export interface OutsideEdits {
  readonly baseline?: AlgorithmChoice;
  readonly definition?: Partial<ModelDefinition>;
  /** Instead of one choice. */
  readonly search?: SearchDefinition;
}

/** The small project with one model of this learner, scaled numbers its features. */
export function projectWith(choice: AlgorithmChoice, edits: OutsideEdits = {}): DesiredState {
  const small = smallProject();
  const trained = small.steps.find((step) => step.kind === "train-model");
  const definition: ModelDefinition = {
    ...(trained as Extract<Step, { kind: "train-model" }>).config.definition,
    steps: [
      { kind: "impute", columns: { names: ["age", "spent"] }, strategy: "median" },
      { kind: "scale", columns: { names: ["age", "spent"] }, method: "standard" },
    ],
    features: { names: ["age", "spent", "segment"] },
    ...edits.definition,
  };
  const metrics = [{ metric: definition.task === "regression" ? "rmse" : "auc" }] as const;
  const folds = { kind: "cross_validation", folds: 2, by: "random" } as const;
  const inputs = { data: "transform.features", split: "transform.features/split" };
  const validation = edits.search ? "model.churn/search" : "model.churn/validate";
  const baseline = edits.baseline ?? { algorithm: "dummy", parameters: {} };
  const steps: Step[] = [
    edits.search
      ? {
          ...{ address: validation, kind: "search-model", inputs, place },
          config: { definition, search: edits.search, folds, metrics, seed: 42 },
        }
      : {
          ...{ address: validation, kind: "validate-model", inputs, place },
          config: { definition, choice, folds, metrics, seed: 42 },
        },
    {
      ...{ address: "model.churn", kind: "train-model", place },
      inputs: edits.search ? { ...inputs, search: validation } : inputs,
      config: { definition, choice: edits.search ? null : choice, seed: 42 },
    },
    {
      ...{ address: "model.churn/baseline", kind: "train-model", inputs, place },
      config: { definition, choice: baseline, seed: 42 },
    },
    {
      ...{ address: "model.churn/evaluate", kind: "evaluate-model", place },
      inputs: {
        ...{ ...inputs, model: "model.churn", baseline: "model.churn/baseline", validation },
      },
      config: { metrics, gates: [], seed: 42 },
    },
    {
      ...{ address: "model.churn/register", kind: "register-model", place },
      inputs: { model: "model.churn", evaluation: "model.churn/evaluate" },
      config: { name: "churn" },
    },
  ];
  const data = small.steps.filter(({ address }) => address.startsWith("dataset.") || address.startsWith("transform."));
  return { ...small, steps: [...data, ...steps] };
}
