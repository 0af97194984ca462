import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isText, type OutsideFile, type OutsideProblem, outsideFeature, type Table, textAt } from "@mlopsc/learn";
import type { ProgramAlgorithm } from "@mlopsc/vocabulary";
import type { DataStore } from "../data/data-store.ts";
import { csvTable } from "./csv-table.ts";
import { type JobDocument, jobDocument } from "./job-document.ts";
import { rowsTable, trainingTable } from "./job-tables.ts";
import type { ProgramLog } from "./program-log.ts";
import { type PredictionTable, readPredictions } from "./read-predictions.ts";
import { runProgram } from "./run-program.ts";
import type { AnswerTrainer, TrainerAnswer, TrainerAsk } from "./trainer-ask.ts";
import { inWorkFolder, jobText, modelFiles, writeJobTable } from "./work-folder.ts";

export interface TrainerOptions {
  /** A new path for a folder that is removed again. */
  readonly scratchPath: () => Promise<string>;
  readonly store: () => Promise<DataStore>;
  /** The files of the learner that is trained; none where only trained ones predict. */
  readonly files: readonly OutsideFile[];
  readonly log: ProgramLog;
  readonly signal: AbortSignal;
}

/** Answers what calculations ask of programs. `settled`: when nothing runs any more and no folder is left. */
export interface Trainer {
  readonly answer: AnswerTrainer;
  settled(): Promise<void>;
}

export function createTrainer(options: TrainerOptions): Trainer {
  const open = new Set<Promise<unknown>>();
  return {
    answer: (ask) => {
      const answered = answerAsk(ask, options);
      open.add(answered);
      const close = (): void => void open.delete(answered);
      answered.then(close, close);
      return answered;
    },
    settled: async () => void (await Promise.allSettled(open)),
  };
}

async function answerAsk(ask: TrainerAsk, options: TrainerOptions): Promise<TrainerAnswer> {
  if (ask.verb === "files") return { ok: true, files: options.files, made: [] };
  return ask.verb === "train" ? train(ask, options) : predict(ask, options);
}

type Ask<Verb extends TrainerAsk["verb"]> = Extract<TrainerAsk, { readonly verb: Verb }>;

function train(ask: Ask<"train">, options: TrainerOptions): Promise<TrainerAnswer> {
  const { choice, task, seed, target, labels, features } = ask;
  const program = choice.outside as ProgramAlgorithm;
  const job = jobDocument({
    ...{ task, seed, labels, format: program.format, parameters: choice.parameters },
    target: target.name,
    features: features.columns.map(outsideFeature),
  });
  return inWorkFolder(
    options.scratchPath,
    { files: options.files, made: [] },
    async (folder): Promise<TrainerAnswer> => {
      await writeJob(folder, job);
      const table = trainingTable(features, { values: target.values, labels }, job);
      await writeJobTable(await options.store(), table, folder, job.train, program.format);
      const ran = await runProgram({ program, verb: "train", folder, log: options.log, signal: options.signal });
      if (ran.problem !== undefined) return failed(ran.problem);
      const left = await modelFiles(folder, options.files);
      if (left.problem === "missing")
        return failed({ ...ran.run, kind: "outputMissing", left: "nothing in `job/model`" });
      if (left.problem !== undefined) return failed(left.problem);
      return { ok: true, files: options.files, made: left.files };
    },
  );
}

function predict({ fitted, features }: Ask<"predict">, options: TrainerOptions): Promise<TrainerAnswer> {
  const program = fitted.outside as ProgramAlgorithm;
  const { task, labels } = fitted;
  const job = jobDocument({
    ...{ task, labels, format: program.format, features: fitted.features },
    ...{ seed: fitted.seed, target: fitted.target, parameters: fitted.parameters },
  });
  return inWorkFolder(options.scratchPath, fitted, async (folder): Promise<TrainerAnswer> => {
    await writeJob(folder, job);
    const store = await options.store();
    await writeJobTable(store, rowsTable(features, fitted.features, job), folder, job.rows, program.format);
    const ran = await runProgram({ program, verb: "predict", folder, log: options.log, signal: options.signal });
    if (ran.problem !== undefined) return failed(ran.problem);
    const file = `job/${job.predictions}`;
    const table = await predictionTable(store, folder, job, program);
    if (table === undefined) return failed({ ...ran.run, kind: "outputMissing", left: `no \`${file}\`` });
    if (typeof table === "string") return failed({ kind: "outputWrong", file, reason: table });
    const read = readPredictions(table, job, features.rows);
    return read.reason === undefined
      ? { ok: true, predicted: read.predicted }
      : failed({ kind: "outputWrong", file, reason: read.reason });
  });
}

const writeJob = (folder: string, job: JobDocument): Promise<void> =>
  writeFile(join(folder, "job/job.json"), `${JSON.stringify(job, null, 2)}\n`);

/** The table; why it cannot be read; undefined where there is none. */
async function predictionTable(
  store: DataStore,
  folder: string,
  { predictions }: JobDocument,
  { format }: ProgramAlgorithm,
): Promise<PredictionTable | string | undefined> {
  const text = await jobText(folder, predictions);
  if (text === undefined) return undefined;
  if (format === "csv") {
    const table = csvTable(text);
    return "names" in table ? table : `line ${table.line} has ${table.cells} cells, not as many as the first line`;
  }
  const read = await store.readTable(join(folder, "job", predictions));
  return read.failed ? read.failed.map(({ message }) => message).join(" ") : tableOfTexts(read.value);
}

const tableOfTexts = ({ rows, columns }: Table): PredictionTable => ({
  names: columns.map(({ name }) => name),
  rows,
  cell: (row, at) => {
    const column = columns[at]!;
    if (isText(column)) return textAt(column, row) ?? "";
    return String(column.values[row]);
  },
});

const failed = (problem: OutsideProblem): TrainerAnswer => ({ ok: false, problem });
