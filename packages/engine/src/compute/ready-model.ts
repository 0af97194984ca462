import { bindOutside, type Outcome, type OutsideLearners, readModel, type StoredModel } from "@mlopsc/learn";

/** The model of a document, its learners that are not ours made ready where there is a way to reach them. */
export function readyModel(document: string, outside: OutsideLearners | undefined): Outcome<StoredModel> {
  const model = readModel(document);
  return model.ok && outside !== undefined ? bindOutside(model.value, outside) : model;
}
