import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import {
  bindOutside,
  type Outcome,
  type OutsideLearners,
  type Predictions,
  type StoredModel,
  serialiseModel,
  type Table,
} from "@mlopsc/learn";
import { computeWorkerFile, createCompute } from "../compute/create-compute.ts";
import type { DataStore } from "../data/data-store.ts";
import { OnnxThread } from "../onnx/onnx-thread.ts";
import { outsideLearners } from "./outside-learners.ts";
import { openProgramLog } from "./program-log.ts";
import { createTrainer } from "./trainer.ts";

/**
 * A model with ONNX models in it, made ready to predict on this thread, which stands still meanwhile. Models without
 * are given back as they are. Programs are not started here.
 */
export function readyOnnxModel(
  model: StoredModel,
  projectFolder: string,
  workerFile: URL = computeWorkerFile,
): Outcome<StoredModel> {
  let thread: OnnxThread | undefined;
  const learners: OutsideLearners = outsideLearners({
    ask: () => {
      throw new Error("programs are not started here");
    },
    onnx: () => {
      if (!existsSync(fileURLToPath(workerFile))) throw new Error(`there is no ${workerFile}`);
      thread ??= new OnnxThread(workerFile, projectFolder);
      return thread;
    },
  });
  return bindOutside(model, learners);
}

export interface ProgramPrediction {
  readonly model: StoredModel;
  readonly table: Table;
  readonly today: number;
  readonly store: DataStore;
  readonly scratchPath: () => Promise<string>;
  readonly projectFolder: string;
  readonly signal: AbortSignal;
  /** Of what the program prints. */
  readonly onLine: (line: string) => void;
  /** Unless given, where a build has it. */
  readonly workerFile?: URL;
}

/** Predicts with a model that is a program, as the server would if it could. */
export async function predictByProgram(options: ProgramPrediction): Promise<Outcome<Predictions>> {
  const { model, table, today, store, scratchPath, projectFolder, signal, onLine, workerFile } = options;
  const compute = createCompute({ projectFolder, size: 1, ...(workerFile ? { workerFile } : {}) });
  const log = openProgramLog(projectFolder, `predict.${model.definition.name}`, onLine);
  const trainer = createTrainer({ files: [], log, signal, store: async () => store, scratchPath });
  try {
    const input = { model: serialiseModel(model), table, today };
    return await compute.run("predict-model", input, { signal, answer: trainer.answer });
  } finally {
    await trainer.settled();
    await compute.close();
  }
}
