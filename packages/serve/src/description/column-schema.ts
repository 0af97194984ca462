import { jsonFromNumber } from "@mlopsc/learn";
import { type Column, isNumericStorage } from "@mlopsc/vocabulary";
import { expectedValue } from "../request/explain-value.ts";

export type JsonSchema = Readonly<Record<string, unknown>>;

/** The JSON Schema (2020-12) of a column's value in a request. */
export function columnSchema({ type }: Column): JsonSchema {
  const plain = plainSchema(type.kind);
  const levels = type.levels === undefined ? {} : { enum: type.nullable ? [...type.levels, null] : [...type.levels] };
  const description = { description: `${expectedValue(type)}${type.pii === true ? " (personal data)" : ""}` };
  return {
    ...plain,
    ...(type.nullable ? { type: [plain["type"], "null"] } : {}),
    ...levels,
    ...bounds({ type }),
    ...description,
  };
}

/** The schema of one record: every column, and nothing else but the keys that are kept for later, which may be absent. */
export const recordSchema = (columns: readonly Column[], keys: readonly string[] = []): JsonSchema => ({
  type: "object",
  properties: Object.fromEntries([
    ...columns.map((column) => [column.name, columnSchema(column)] as const),
    ...keys.map((name) => [name, keySchema] as const),
  ]),
  required: columns.map((column) => column.name),
  additionalProperties: false,
});

const keySchema: JsonSchema = {
  type: ["string", "integer", "null"],
  description: "Not read by the model: kept in the request log, to join what really happened on.",
};

function plainSchema(kind: Column["type"]["kind"]): JsonSchema {
  switch (kind) {
    case "bool":
      return { type: "boolean" };
    case "int":
      return { type: "integer" };
    case "number":
    case "duration":
      return { type: "number" };
    case "date":
      return { type: "string", format: "date" };
    case "timestamp":
      return { type: "string", format: "date-time" };
    case "text":
    case "category":
    case "id":
      return { type: "string" };
  }
}

/** JSON Schema bounds numbers only; the range of a date stands in its description. */
function bounds({ type }: Pick<Column, "type">): JsonSchema {
  if (!isNumericStorage(type.kind) || type.kind === "bool" || type.kind === "date" || type.kind === "timestamp")
    return {};
  const kind = type.kind as "int" | "number" | "duration";
  const low = type.range?.low ?? (kind === "int" ? Number.MIN_SAFE_INTEGER : undefined);
  const high = type.range?.high ?? (kind === "int" ? Number.MAX_SAFE_INTEGER : undefined);
  return {
    ...(low === undefined ? {} : { minimum: jsonFromNumber(kind, low) }),
    ...(high === undefined ? {} : { maximum: jsonFromNumber(kind, high) }),
  };
}
