import { type DataDoubt, inspectTest, inspectTraining, readModel, type Table } from "@mlopsc/learn";

export interface InspectModelInput {
  /** The model's document. */
  readonly model: string;
  readonly train: Table;
  /** Null: the training part is looked at; else the test part beside it. */
  readonly test: Table | null;
  readonly today: number;
}

/** What is doubtful about the rows of a model that was trained; of an ensemble nothing, as its members were looked at. */
export function inspectModelTask({ model, train, test, today }: InspectModelInput): readonly DataDoubt[] {
  const read = readModel(model);
  if (!read.ok || "members" in read.value) return [];
  return test === null ? inspectTraining(read.value, train, today) : inspectTest(read.value, train, test, today);
}
