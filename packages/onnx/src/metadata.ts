import type { StoredModel } from "@mlopsc/learn";
import type { ExportOptions } from "./export-onnx.ts";

/** What the file says of itself besides the graph; lists are JSON. */
export function metadataOf(
  model: StoredModel,
  options: ExportOptions,
  missingText: string,
): Readonly<Record<string, string>> {
  return {
    "mlopsc.model": options.name,
    "mlopsc.version": String(options.version),
    "mlopsc.release": options.producer,
    "mlopsc.task": model.definition.task,
    "mlopsc.target": model.definition.target,
    "mlopsc.classes": JSON.stringify(model.classes),
    ...("members" in model
      ? { "mlopsc.members": JSON.stringify(model.members.map(({ definition }) => definition.name)) }
      : { "mlopsc.features": JSON.stringify(model.features), "mlopsc.algorithm": JSON.stringify(model.choice) }),
    ...("threshold" in model && model.threshold !== undefined ? { "mlopsc.threshold": String(model.threshold) } : {}),
    ...(model.definition.costs === undefined ? {} : { "mlopsc.costs": JSON.stringify(model.definition.costs) }),
    "mlopsc.pipeline": options.learnerOnly ? "left out" : "included",
    "mlopsc.missing_text": missingText,
    ...Object.fromEntries(Object.entries(options.metadata).map(([name, value]) => [`mlopsc.${name}`, value])),
  };
}
