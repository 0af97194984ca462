import { compileExplainer, type Explained, type ModelExplainer, type TrainedModel } from "@mlopsc/learn";

/** Makes the explainer when it is first asked for: a server that explains nothing pays nothing. */
export function lazyExplainer(model: TrainedModel): () => Explained<ModelExplainer> {
  let made: Explained<ModelExplainer> | undefined;
  return () => {
    made ??= compileExplainer(model);
    return made;
  };
}
