import { codes, type Diagnostic, report } from "@mlopsc/diagnostics";
import { findModel, type ModelVersion, type ProjectState } from "@mlopsc/engine";
import { type LearnProblem, readModel, type StoredModel } from "@mlopsc/learn";
import { orStop, Stopped } from "../stopped.ts";

export interface LoadedModel {
  readonly model: StoredModel;
  readonly registered: ModelVersion;
  /** The document as it stands in the registry. */
  readonly bytes: Uint8Array;
}

/** A version of a model, or the one in force; ends the command where there is none or it cannot be read. */
export async function loadModel(
  { registry, objects }: ProjectState,
  name: string,
  version: number | undefined,
): Promise<LoadedModel> {
  const registered = orStop(findModel(registry, name, version));
  const bytes = await objects.read(registered.object);
  const read = readModel(new TextDecoder().decode(bytes));
  if (!read.ok) throw new Stopped([unreadable(`${name}@${registered.version}`, read.problem)]);
  return { model: read.value, registered, bytes };
}

function unreadable(model: string, problem: LearnProblem): Diagnostic {
  if (problem.kind === "newerModel") {
    return report(codes.modelTooNew, { model, found: problem.version, known: problem.readable });
  }
  const detail = problem.kind === "unreadableModel" ? problem.reason : problem.kind;
  return report(codes.modelUnreadable, { model, detail });
}
