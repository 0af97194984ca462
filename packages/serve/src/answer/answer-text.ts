import type { JsonScalar } from "@mlopsc/learn";
import type { ServedModel, ServedPredictions } from "./served-model.ts";

/** What an answer says of the model that gave it. */
export interface ModelIdentity {
  readonly name: string;
  readonly version: string;
}

/** Writes answers as JSON text. */
export interface AnswerWriter {
  one(predictions: ServedPredictions): string;
  many(predictions: ServedPredictions): string;
}

/** Compiles the parts that are the same in every answer. Numbers are written so that reading them gives the same double. */
export function compileAnswerWriter(model: ServedModel, identity: ModelIdentity): AnswerWriter {
  const fields = model.definition.task === "regression" ? numberFields : compileClassFields(model.classes);
  const tail = `"model":${JSON.stringify({ name: identity.name, version: identity.version })}}`;
  return {
    one: (predictions) => `{${fields(predictions, 0)},${tail}`,
    many: (predictions) => `{"predictions":[${entries(predictions, fields).join(",")}],${tail}`,
  };
}

/** JSON for a double: `String` gives the shortest text that reads back the same, except for the sign of -0. */
export const numberText = (value: number): string => (Object.is(value, -0) ? "-0" : String(value));

type PredictionFields = (predictions: ServedPredictions, place: number) => string;

function entries(predictions: ServedPredictions, fields: PredictionFields): string[] {
  return Array.from(predictions.placeOf, (place, row) =>
    place < 0 ? `{"out_of_scope":${JSON.stringify(predictions.scopeOf(row))}}` : `{${fields(predictions, place)}}`,
  );
}

const numberFields: PredictionFields = ({ values }, place) => `"prediction":${numberText(values[place]!)}`;

/** Two classes also get `probability`: that of the positive one. */
function compileClassFields(classes: readonly JsonScalar[]): PredictionFields {
  const texts = classes.map((level) => JSON.stringify(level));
  const names = classes.map((level) => `${JSON.stringify(String(level))}:`);
  const width = classes.length;
  return ({ values, probabilities }, place) => {
    if (probabilities === null) throw new Error("a classifier gave no probabilities");
    const at = place * width;
    let list = "";
    for (let index = 0; index < width; index++)
      list += `${index === 0 ? "" : ","}${names[index]}${numberText(probabilities[at + index]!)}`;
    const positive = width === 2 ? `"probability":${numberText(probabilities[at + 1]!)},` : "";
    return `"prediction":${texts[values[place]!]},${positive}"probabilities":{${list}}`;
  };
}
