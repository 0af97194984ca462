import type { StoredModel } from "@mlopsc/learn";
import type { Column } from "@mlopsc/vocabulary";

/** The columns that a request carries: those of the model's input that are not for training only. */
export const requestColumns = (model: StoredModel): readonly Column[] =>
  model.definition.input.filter((column) => column.trainingOnly !== true);
