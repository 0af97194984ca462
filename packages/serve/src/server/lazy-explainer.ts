import { compileExplainer, type Explained, type ModelExplainer, type StoredModel } from "@mlopsc/learn";

/** Makes the explainer when it is first asked for: a server that explains nothing pays nothing. */
export function lazyExplainer(model: StoredModel): () => Explained<ModelExplainer> {
  let made: Explained<ModelExplainer> | undefined;
  return () => {
    made ??= compileExplainer(model);
    return made;
  };
}
