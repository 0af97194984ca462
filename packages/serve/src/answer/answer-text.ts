import type { ClassLabel, Explanation, Predictions, StoredModel } from "@mlopsc/learn";
import { explanationField } from "./explanation-text.ts";

/** What an answer says of the model that gave it. */
export interface ModelIdentity {
  readonly name: string;
  readonly version: string;
}

/** Writes answers as JSON text; with explanations, one for each prediction, where they are given. */
export interface AnswerWriter {
  /** The only record, which has a prediction. */
  one(predictions: Predictions, explanations?: readonly Explanation[]): string;
  /** An entry for each of the request's records, in order. */
  many(predictions: Predictions, records: number, explanations?: readonly Explanation[]): string;
}

/** Compiles the parts that are the same in every answer. Numbers are written so that reading them gives the same double. */
export function compileAnswerWriter(model: StoredModel, identity: ModelIdentity): AnswerWriter {
  const fields = model.classes.length === 0 ? numberFields : compileClassFields(model.classes);
  const tail = `"model":${JSON.stringify({ name: identity.name, version: identity.version })}}`;
  return {
    one: (predictions, explanations) => `{${withReason(fields, explanations)(predictions, 0)},${tail}`,
    many: (predictions, records, explanations) =>
      `{"predictions":[${entries(predictions, records, withReason(fields, explanations)).join(",")}],${tail}`,
  };
}

/** JSON for a double: `String` gives the shortest text that reads back the same, except for the sign of -0. */
export const numberText = (value: number): string => (Object.is(value, -0) ? "-0" : String(value));

type PredictionFields = (predictions: Predictions, place: number) => string;

const withReason = (fields: PredictionFields, explanations: readonly Explanation[] | undefined): PredictionFields =>
  explanations === undefined
    ? fields
    : (predictions, place) => `${fields(predictions, place)},${explanationField(explanations[place]!)}`;

function entries(predictions: Predictions, records: number, fields: PredictionFields): string[] {
  const texts = new Array<string>(records);
  predictions.rows.forEach((row, place) => {
    texts[row] = `{${fields(predictions, place)}}`;
  });
  for (const { row, filter } of predictions.outOfScope) texts[row] = `{"out_of_scope":${JSON.stringify(filter)}}`;
  for (const { row, columns } of predictions.incomplete) texts[row] = `{"incomplete":${JSON.stringify(columns)}}`;
  return texts;
}

const numberFields: PredictionFields = ({ values }, place) => `"prediction":${numberText(values![place]!)}`;

/** Two classes also get `probability`: that of the second, which is `true` of a bool. */
function compileClassFields(classes: readonly ClassLabel[]): PredictionFields {
  const texts = classes.map((label) => JSON.stringify(label));
  const names = classes.map((label) => `${JSON.stringify(String(label))}:`);
  const width = classes.length;
  return ({ labels, probabilities }, place) => {
    const at = place * width;
    let list = "";
    for (let index = 0; index < width; index++)
      list += `${index === 0 ? "" : ","}${names[index]}${numberText(probabilities![at + index]!)}`;
    const positive = width === 2 ? `"probability":${numberText(probabilities![at + 1]!)},` : "";
    return `"prediction":${texts[labels![place]!]},${positive}"probabilities":{${list}}`;
  };
}
