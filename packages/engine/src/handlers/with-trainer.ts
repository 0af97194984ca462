import { type LearnProblem, type OutsideFile, outsideLearnersOf, readModel } from "@mlopsc/learn";
import type { Step } from "@mlopsc/plan";
import type { AlgorithmChoice } from "@mlopsc/vocabulary";
import { filesDigest, readOutsideFiles } from "../outside/outside-files.ts";
import { openProgramLog } from "../outside/program-log.ts";
import { createTrainer } from "../outside/trainer.ts";
import type { AnswerTrainer } from "../outside/trainer-ask.ts";
import type { StepTask } from "../walk/handler.ts";
import type { HandlerServices } from "./services.ts";

/** What a calculation is given besides: nothing where all learners are ours. */
export interface TrainerOption {
  readonly answer?: AnswerTrainer;
}

/** Of a step's task what is needed here. */
interface ModelTask extends Pick<StepTask, "signal" | "progress" | "fingerprint"> {
  readonly step: Step;
}

type Failed = { readonly ok: false; readonly problem: LearnProblem };

/**
 * Does the work of a step with a learner that may be a team's own: its files are read once, and are those that were
 * planned. Ends only when no program runs any more.
 */
export async function withTrainer<Result>(
  services: HandlerServices,
  task: ModelTask,
  choice: AlgorithmChoice | null,
  work: (trainer: TrainerOption) => Promise<Result>,
): Promise<Result | Failed> {
  const { outside } = choice ?? {};
  if (outside === undefined) return work({});
  const { files } = await readOutsideFiles(services.projectFolder, outside);
  if (files === undefined || filesDigest(files) !== task.fingerprint)
    return { ok: false, problem: { kind: "outside", problem: { kind: "fileChanged" } } };
  return trained(services, task, files, work);
}

/** Does the work of a step that predicts, by models of which some may be a team's own; `files` are for one to train again. */
export const withPredictors = <Result>(
  services: HandlerServices,
  task: ModelTask,
  work: (trainer: TrainerOption) => Promise<Result>,
  files: readonly OutsideFile[] = [],
): Promise<Result> => trained(services, task, files, work);

/** The files of the project that a model's learner was trained with; none of a learner that is ours. */
export function trainerFiles(document: string): readonly OutsideFile[] {
  const model = readModel(document);
  const learners = model.ok ? outsideLearnersOf(model.value) : [];
  return learners.flatMap(({ files }) => files);
}

async function trained<Result>(
  { objects, data, projectFolder }: HandlerServices,
  { step, signal, progress }: ModelTask,
  files: readonly OutsideFile[],
  work: (trainer: TrainerOption) => Promise<Result>,
): Promise<Result> {
  const log = openProgramLog(projectFolder, step.address, (line) => progress(null, line));
  const trainer = createTrainer({
    ...{ files, log, signal },
    store: () => data.store(),
    scratchPath: () => objects.scratchPath(),
  });
  try {
    return await work({ answer: trainer.answer });
  } finally {
    await trainer.settled();
  }
}
