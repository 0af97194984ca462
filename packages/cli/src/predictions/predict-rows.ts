import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { type DataStore, outsideDiagnostic, predictByProgram, readyOnnxModel } from "@mlopsc/engine";
import {
  compileModel,
  type Outcome,
  outsideLearnersOf,
  type Predictions,
  predictsSlowly,
  type StoredModel,
  type Table,
} from "@mlopsc/learn";
import { UsageError } from "../exit-code.ts";
import { Stopped } from "../stopped.ts";
import type { Terminal } from "../terminal/terminal.ts";

/** A model that predicts on this thread: itself, unless it holds ONNX models. The end of the command where it cannot. */
export function readyModel(model: StoredModel, project: string): StoredModel {
  const needsRuntime = outsideLearnersOf(model).length > 0 && !predictsSlowly(model);
  return needsRuntime ? orProblem(model, readyOnnxModel(model, project)) : model;
}

export interface PredictingPlace {
  readonly store: DataStore;
  readonly scratch: string;
  readonly project: string;
  readonly terminal: Terminal;
}

/** Predicts the rows, where need be by the program that the model is; what that prints goes to the terminal's side. */
export async function predictRows(
  model: StoredModel,
  table: Table,
  today: number,
  { store, scratch, project, terminal }: PredictingPlace,
): Promise<Predictions> {
  if (!predictsSlowly(model)) return compileModel(model)(table, { today, serving: true });
  const predicted = await predictByProgram({
    ...{ model, table, today, store, projectFolder: project, signal: terminal.signal },
    scratchPath: async () => join(scratch, randomUUID()),
    onLine: (line) => terminal.err(terminal.colours.dim(`${line}\n`)),
  });
  return orProblem(model, predicted);
}

function orProblem<Value>({ definition: { name } }: StoredModel, outcome: Outcome<Value>): Value {
  if (outcome.ok) return outcome.value;
  const { problem } = outcome;
  if (problem.kind === "outside") throw new Stopped([outsideDiagnostic(`model ${name}`, problem.problem, {})]);
  throw new UsageError(`The model ${name} cannot predict: ${JSON.stringify(problem)}. Apply again.`);
}
