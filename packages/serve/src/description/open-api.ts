import type { ClassLabel, JsonRecord, StoredModel } from "@mlopsc/learn";
import type { Column } from "@mlopsc/vocabulary";
import type { ModelIdentity } from "../answer/answer-text.ts";
import { todayHeader } from "../request/request-day.ts";
import type { ServerLimits } from "../server/limits.ts";
import { type JsonSchema, recordSchema } from "./column-schema.ts";

/** What a request must and may carry. */
export interface Requirements {
  readonly columns: readonly Column[];
  readonly keys: readonly string[];
  readonly needsKey: boolean;
}

/** The OpenAPI 3.1 document of a model's server. The examples in it are real: posting the first gives the second. */
export function openApiDocument(
  model: StoredModel,
  identity: ModelIdentity,
  { columns, keys, needsKey }: Requirements,
  limits: ServerLimits,
  example: { readonly request: JsonRecord; readonly answer: unknown } | undefined,
): JsonSchema {
  const schemas = {
    Record: recordSchema(columns, keys),
    Prediction: predictionSchema(model),
    Explanation: explanationSchema(model),
    Incomplete: object({
      incomplete: { type: "array", items: { type: "string" }, description: "The features that it lacks." },
    }),
    OutOfScope: object({
      out_of_scope: { type: "string", description: "The condition that the record does not meet." },
    }),
    Model: object({ name: { type: "string" }, version: { type: "string" } }),
    Error: errorSchema,
  };
  return {
    openapi: "3.1.0",
    info: {
      title: identity.name,
      version: identity.version,
      description: `Predicts ${model.definition.target} (${model.definition.task}).`,
    },
    paths: {
      "/predict": { post: predictOperation(limits, example) },
      "/healthz": { get: plain("health", "The process answers.", { 200: "Alive." }) },
      "/readyz": { get: plain("readiness", "Whether to send requests here.", { 200: "Ready.", 503: "Draining." }) },
      "/metrics": { get: plain("metrics", "Counts and times for Prometheus.", { 200: "Text exposition format." }) },
      "/openapi.json": { get: plain("description", "This document.", { 200: "OpenAPI 3.1." }) },
    },
    components: { schemas, ...(needsKey ? { securitySchemes } : {}) },
    ...(needsKey ? { security: [{ bearer: [] }, { apiKey: [] }] } : {}),
  };
}

const securitySchemes = {
  bearer: { type: "http", scheme: "bearer" },
  apiKey: { type: "apiKey", in: "header", name: "x-api-key" },
};

const ref = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` });
const object = (properties: JsonSchema, optional: readonly string[] = []): JsonSchema => ({
  type: "object",
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
});

function predictOperation(
  limits: ServerLimits,
  example: { request: JsonRecord; answer: unknown } | undefined,
): JsonSchema {
  const many = { type: "array", items: ref("Record"), maxItems: limits.records };
  const request = {
    oneOf: [ref("Record"), many, { ...object({ records: many }), additionalProperties: false }],
  };
  const answer = {
    oneOf: [
      { allOf: [ref("Prediction"), object({ model: ref("Model") })] },
      object({
        predictions: { type: "array", items: { oneOf: [ref("Prediction"), ref("OutOfScope"), ref("Incomplete")] } },
        model: ref("Model"),
      }),
    ],
  };
  return {
    operationId: "predict",
    summary: "Predict one record, or many; the answer mirrors the form of the request.",
    parameters: [
      {
        name: "explain",
        in: "query",
        required: false,
        schema: { type: "boolean", default: false },
        description: `With true each prediction has its explanation; at most ${Math.min(limits.records, limits.explainedRecords)} records.`,
      },
      {
        name: todayHeader,
        in: "header",
        required: false,
        schema: { type: "string", format: "date" },
        description: "The day that the request stands for, where it is not that of the server's clock in UTC.",
      },
    ],
    requestBody: { required: true, content: json(request, example?.request) },
    responses: {
      200: { description: "One prediction for each record, in order.", content: json(answer, example?.answer) },
      400: failure("The body is not JSON, the query or a header makes no sense, or the request is not HTTP."),
      413: failure(`The body exceeds ${limits.bodyBytes} bytes.`),
      415: failure("The body is not application/json."),
      422: failure(
        "A record does not fit the schema, or a single record is out of the model's scope or too incomplete for it; or the model cannot be explained.",
      ),
      503: failure("More is asked than can be answered now: ask again later."),
    },
  };
}

const json = (schema: JsonSchema, example?: unknown): JsonSchema => ({
  "application/json": { schema, ...(example === undefined ? {} : { example }) },
});
const failure = (description: string): JsonSchema => ({ description, content: json(ref("Error")) });

function plain(operationId: string, summary: string, responses: Readonly<Record<number, string>>): JsonSchema {
  const described = Object.entries(responses).map(([status, description]) => [status, { description }]);
  return { operationId, summary, responses: Object.fromEntries(described) };
}

function predictionSchema(model: StoredModel): JsonSchema {
  if (model.definition.task === "regression")
    return object({ prediction: { type: "number" }, explanation: ref("Explanation") }, ["explanation"]);
  const share = { type: "number", minimum: 0, maximum: 1 };
  const classes: readonly ClassLabel[] = model.classes;
  const named = Object.fromEntries(classes.map((level) => [String(level), share]));
  const probabilities = { ...object(named), additionalProperties: false };
  const positive = { ...share, description: `The probability of ${JSON.stringify(classes.at(-1))}.` };
  return object(
    {
      prediction: { enum: classes },
      ...(classes.length === 2 ? { probability: positive } : {}),
      probabilities,
      explanation: ref("Explanation"),
    },
    ["explanation"],
  );
}

/** The form that `explain=true` adds. */
function explanationSchema(model: StoredModel): JsonSchema {
  const { classes } = model;
  const isCalibrated = "calibration" in model && model.calibration !== undefined;
  const contribution = object(
    {
      column: { type: "string", description: "A column of the request, or one derived from several of them." },
      from: { type: "array", items: { type: "string" }, description: "What a derived column was made of." },
      value: { type: ["string", "number", "boolean", "null"], description: "Absent where the column is personal." },
      contribution: { type: "number", description: "What the column adds to the base." },
    },
    ["from", "value"],
  );
  return object({
    ...(classes.length === 0
      ? {}
      : { explained: { enum: classes, description: "The class that the numbers speak for." } }),
    scale: { enum: ["value", "log", "probability", "log_odds", "score"] },
    method: { enum: ["tree", "linear", "sampling", "constant"] },
    base: { type: "number", description: "What is said of a row of which nothing is known." },
    raw: { type: "number", description: "The base and all contributions, added up." },
    ...(isCalibrated
      ? { calibrated: { enum: [true], description: "The probability is what calibration makes of `raw`." } }
      : {}),
    contributions: { type: "array", items: contribution, description: "The largest first." },
  });
}

const errorSchema: JsonSchema = object({
  error: object(
    {
      code: { type: "string" },
      message: { type: "string" },
      filter: { type: "string" },
      columns: { type: "array", items: { type: "string" } },
      details: {
        type: "array",
        maxItems: 100,
        items: object(
          {
            path: { type: "string", description: "JSON pointer into the request's body." },
            code: {
              enum: [
                "wrong_type",
                "missing",
                "not_nullable",
                "unexpected",
                "out_of_range",
                "unknown_level",
                "invalid_date",
                "too_many",
              ],
            },
            message: { type: "string" },
            expected: { type: "string" },
          },
          ["expected"],
        ),
      },
    },
    ["filter", "columns", "details"],
  ),
});
