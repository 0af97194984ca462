import type { ClassLabel, NumericColumn, StoredModel, TextColumn } from "@mlopsc/learn";
import type { Task } from "@mlopsc/vocabulary";
import type { ModelIdentity } from "../answer/answer-text.ts";
import { requestColumns } from "../request/request-columns.ts";

/** The format of the segments that this release writes and reads. */
export const logVersion = 2;

/** A column of the records in a log; levels are those of the model's schema. */
export interface LoggedColumn {
  readonly name: string;
  readonly kind: NumericColumn["kind"] | TextColumn["kind"];
  readonly levels?: readonly string[];
}

/** What each segment says of itself in its first frame. */
export interface LogSchema {
  readonly format: "mlopsc-request-log";
  readonly version: number;
  /** The release of the deployment that answered; the model's version where there was no deployment. */
  readonly release: string;
  readonly model: ModelIdentity;
  readonly task: Task;
  /** Empty for regression. */
  readonly classes: readonly ClassLabel[];
  /** The columns of a request in order, without those that hold personal data. */
  readonly columns: readonly LoggedColumn[];
  /** Fields of a request that the model does not read: what labels are joined on later. */
  readonly keys: readonly string[];
}

export function logSchema(
  model: StoredModel,
  identity: ModelIdentity,
  release: string,
  keys: readonly string[],
): LogSchema {
  const columns = requestColumns(model)
    .filter(({ type }) => type.pii !== true)
    .map(({ name, type: { kind, levels } }) => ({ name, kind, ...(levels === undefined ? {} : { levels }) }));
  const { task } = model.definition;
  return {
    ...{ format: "mlopsc-request-log", version: logVersion, release, model: identity },
    ...{ task, classes: model.classes, columns, keys },
  };
}
