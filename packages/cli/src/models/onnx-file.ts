import { codes, report } from "@mlopsc/diagnostics";
import { collectRuns, type Registry } from "@mlopsc/engine";
import { outsideLearnersOf } from "@mlopsc/learn";
import { exportOnnx, type OnnxExport } from "@mlopsc/onnx";
import { Stopped } from "../stopped.ts";
import { version as release } from "../version.ts";
import type { LoadedModel } from "./load-model.ts";
import { stepText } from "./step-text.ts";

/** A registered model as an ONNX file that says where it comes from; ends the command where ONNX cannot say it. */
export function onnxFile(registry: Registry, { model, registered }: LoadedModel, learnerOnly: boolean): OnnxExport {
  const { name, version, object } = registered;
  const exported = exportOnnx(model, {
    ...{ name, version, producer: release(), learnerOnly },
    metadata: { document: `sha256:${object}`, data: JSON.stringify(dataOf(registry, name, version)) },
  });
  if (exported.ok) return exported.value;
  const { what, step } = exported.problem;
  const place = step === undefined ? undefined : model.definition.steps[step];
  const text = place === undefined ? null : stepText(place);
  const learner = outsideLearnersOf(model).length > 0 ? "outside learner" : "learner";
  const lacks = step === undefined ? learner : "step";
  throw new Stopped([report(codes.notInOnnx, { model: name, what, step: text, lacks })]);
}

/** By dataset: the version that the model was trained on, and its digest. */
function dataOf(registry: Registry, model: string, version: number): Readonly<Record<string, object>> {
  const run = collectRuns(registry).find(
    (each) => each.model === model && each.kind === "final" && each.version === version,
  );
  return Object.fromEntries(
    Object.entries(run?.data ?? {}).map(([dataset, of]) => {
      const found = registry.datasets.versions(dataset).find((each) => each.version === of);
      return [dataset, { version: of, ...(found === undefined ? {} : { digest: `sha256:${found.object}` }) }];
    }),
  );
}
