import type { OutsideAlgorithm } from "@mlopsc/vocabulary";
import type { Step } from "./step.ts";

/** The learner of a step that is not ours, whose files decide the result too; undefined of all others. */
export function outsideOf(step: Step, stepAt: (address: string) => Step | undefined): OutsideAlgorithm | undefined {
  switch (step.kind) {
    case "search-model":
      return step.config.search.fixed?.outside;
    case "validate-model":
    case "train-model": {
      if (step.config.choice !== null) return step.config.choice.outside;
      const search = step.inputs["search"] === undefined ? undefined : stepAt(step.inputs["search"]);
      return search?.kind === "search-model" ? search.config.search.fixed?.outside : undefined;
    }
    default:
      return undefined;
  }
}

/** `train.py`, or how many files; for the sentence that they changed. */
export function outsideFilesText(outside: OutsideAlgorithm): string {
  const paths = outside.kind === "onnx" ? [outside.path] : outside.files;
  const [only, ...others] = paths;
  if (only === undefined) return "the files of the trainer";
  return others.length === 0 ? `\`${only}\`` : `one of ${paths.map((path) => `\`${path}\``).join(", ")}`;
}
