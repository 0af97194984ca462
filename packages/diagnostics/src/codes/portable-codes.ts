import { error } from "../code-entry.ts";

/** ML5390 – ML5399: models as files. Part of `runningCodes`. */
export const portableCodes = {
  modelUnreadable: error<{ model: string; detail: string }>(
    "ML5390",
    ({ model, detail }) => `Model ${model} cannot be read: ${detail}.`,
    "A model's document is checked field by field before anything predicts with it: one that was cut off, changed or written by something else is refused, because a model that is half understood would predict something.",
    () => "Apply again. If the registry itself is damaged, restore it from a backup.",
  ),
  modelTooNew: error<{ model: string; found: number; known: number }>(
    "ML5391",
    ({ model, found, known }) =>
      `Model ${model} has version ${found} of the format; this mlopsc reads versions up to ${known}.`,
    "A newer mlopsc wrote this model. Documents of older versions are always read; newer ones could mean something else.",
    () => "Install the version of mlopsc that the rest of the team uses.",
  ),
  notInOnnx: error<{ model: string; what: string; step: string | null; lacks: "step" | "learner" | "outside learner" }>(
    "ML5392",
    ({ model, what, step }) =>
      `Model ${model} cannot be said in ONNX: it needs ${what}${step === null ? "" : `, in \`${step}\``}.`,
    "An ONNX file holds the pipeline and the learner as operators that any ONNX runtime knows. Among those is nothing that searches neighbours, reads parts of free text or knows the rules of time zones. What the learner does not read is no problem.\n\n```sh\nmlopsc export churn --format onnx --learner-only\n```",
    ({ lacks }) =>
      lacks === "outside learner"
        ? "What mlopsc did not train is exported where it was trained. `--format mlopsc` keeps it with its pipeline."
        : lacks === "learner"
          ? "Write it with `--format mlopsc` and serve that, or train with another algorithm."
          : "Give --learner-only and make its features where the file is used, or drop that step's columns from `features`.",
  ),
};
