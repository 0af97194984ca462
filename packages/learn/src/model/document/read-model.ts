import { type EnsembleModel, ensembleVersion } from "../../ensemble/ensemble-model.ts";
import { done, failed, type LearnProblem, type Outcome } from "../../problem.ts";
import { modelVersion, type StoredModel, type TrainedModel } from "../trained-model.ts";
import { learnerMisfit, misfit } from "./misfit.ts";
import { ensemble, single } from "./model-shapes.ts";
import type { Fault } from "./shape.ts";
import { tryOut } from "./try-out.ts";

/**
 * The model of a document (docs/model-format.md); a problem where it was cut off, is of another sort, from a newer
 * release, or not such that it can predict. Never throws. That no digit was changed only its digest can tell.
 */
export function readModel(text: string): Outcome<StoredModel> {
  const parsed = parse(text);
  if (typeof parsed === "string") return unreadable(parsed);
  const { document } = parsed;
  const { format, version, members } = document;
  if (format !== "mlopsc-model") return unreadable("it is not a model of mlopsc");
  if (!Number.isInteger(version) || Number(version) < 1) return unreadable("it does not say which version it has");
  const readable = members === undefined ? modelVersion : ensembleVersion;
  if (Number(version) > readable) return failed({ kind: "newerModel", version: Number(version), readable });
  const newer = newerMember(members);
  if (newer !== undefined) return failed({ kind: "newerModel", version: newer, readable: modelVersion });
  const fault = (members === undefined ? single : ensemble).fault(document);
  if (fault !== undefined) return unreadable(faultText(fault));
  const model = document as unknown as StoredModel;
  const problem = misfitOf(model) ?? tryOut(model);
  return problem === undefined ? done(model) : unreadable(problem);
}

/** The version of a member that is newer than any known one. */
function newerMember(members: unknown): number | undefined {
  if (!Array.isArray(members)) return undefined;
  return members.map((member) => Number(member?.version)).find((version) => version > modelVersion);
}

const unreadable = (reason: string): { readonly ok: false; readonly problem: LearnProblem } =>
  failed({ kind: "unreadableModel", reason });

function parse(text: string): string | { readonly document: Readonly<Record<string, unknown>> } {
  if (text.trim() === "") return "it is empty";
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null) return "it is not a model of mlopsc";
    return { document: value as Readonly<Record<string, unknown>> };
  } catch (error) {
    const message = String((error as Error).message);
    const position = Number(/position (\d+)/.exec(message)?.[1] ?? Number.NaN);
    const isCut = /end of JSON input|Unterminated/.test(message) || position >= text.length;
    return isCut
      ? "it was cut off"
      : `it is not JSON${Number.isNaN(position) ? "" : `, from character ${position + 1} on`}`;
  }
}

function faultText({ path, wanted, absent }: Fault): string {
  const place = path.replace(/^\./, "");
  return absent === true ? `it has no ${place}` : `its ${place} should be ${wanted}`;
}

function misfitOf(model: StoredModel): string | undefined {
  const members: readonly TrainedModel[] = "members" in model ? model.members : [model];
  if (members.length === 0) return "it has no members";
  for (const [at, member] of members.entries()) {
    const problem = misfit(member);
    if (problem !== undefined) return "members" in model ? `member ${at + 1}: ${problem}` : problem;
  }
  return "members" in model ? combinationMisfit(model) : undefined;
}

function combinationMisfit({ combination, members, classes }: EnsembleModel): string | undefined {
  if (combination.kind === "stacking") return learnerMisfit(combination.learner, classes.length);
  return combination.weights.length === members.length ? undefined : "it has not one weight a member";
}
