import type { StoredModel } from "@mlopsc/learn";
import { encodeFile } from "./file/encode-file.ts";
import { createGraph } from "./graph/graph.ts";
import { createLowering } from "./lower/create-lowering.ts";
import { missingTextOf } from "./lower/missing-text.ts";
import { metadataOf } from "./metadata.ts";
import { lowerModel } from "./models/lower-model.ts";
import { addOutputs } from "./outputs.ts";

export interface ExportOptions {
  /** The name and version under which the model is registered. */
  readonly name: string;
  readonly version: number;
  /** The version of mlopsc. */
  readonly producer: string;
  /** Without the pipeline: the inputs are then the features that it makes. */
  readonly learnerOnly: boolean;
  /** More of where the model comes from, by name. */
  readonly metadata: Readonly<Record<string, string>>;
}

export interface OnnxExport {
  readonly bytes: Uint8Array;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

/** Why a model cannot be said in ONNX: what it is that cannot, of which step of the pipeline (from 0), or of the learner. */
export interface OnnxRefusal {
  readonly what: string;
  readonly step: number | undefined;
}

export type OnnxOutcome =
  | { readonly ok: true; readonly value: OnnxExport }
  | { readonly ok: false; readonly problem: OnnxRefusal };

/**
 * A model as an ONNX file (IR version 8; operator sets ai.onnx 17 and ai.onnx.ml 3): the pipeline and the learner, in
 * doubles, with the sums in mlopsc's order. It predicts what `predictModel` predicts when serving.
 */
export function exportOnnx(model: StoredModel, options: ExportOptions): OnnxOutcome {
  const graph = createGraph();
  const lowering = createLowering(graph, missingTextOf(model));
  const lowered = lowerModel(lowering, model, options.learnerOnly);
  if (!lowered.ok) return lowered;
  const outputs = addOutputs(lowering, model, lowered.predicted, lowered.inScope);
  const built = graph.build(options.name);
  const bytes = encodeFile({
    producer: { name: "mlopsc", version: options.producer },
    version: options.version,
    documentation: `${options.name} predicts ${model.definition.target}.`,
    operatorSets: [
      { domain: "", version: 17 },
      { domain: "ai.onnx.ml", version: 3 },
    ],
    graph: built,
    metadata: metadataOf(model, options, lowering.missingText),
  });
  return { ok: true, value: { bytes, inputs: built.inputs.map(({ name }) => name), outputs } };
}
