import {
  compileModel,
  type JsonRecord,
  type JsonScalar,
  jsonFromNumber,
  outsideLearnersOf,
  rowsInScope,
  type StoredModel,
  seededRandom,
  tableFromRecords,
} from "@mlopsc/learn";
import { type Column, type Expression, isNumericStorage, type ScalarKind } from "@mlopsc/vocabulary";
import { compileRecordReader, isReadRecords } from "../request/record-reader.ts";

const tries = 512;

/**
 * A made-up record that the model answers: each column takes a value its type allows, and where filters leave records out
 * of scope, the values that the filters name are tried until one is inside. No row of the training data is shown.
 * Undefined where no try is in scope.
 */
export function exampleRecord(model: StoredModel, columns: readonly Column[], today: number): JsonRecord | undefined {
  const mentioned = valuesInFilters(model);
  const choices = columns.map((column) => candidates(column, mentioned.get(column.name) ?? []));
  const random = seededRandom(1);
  const records = Array.from({ length: tries }, (_, attempt) =>
    Object.fromEntries(
      columns.map(({ name }, index) => {
        const values = choices[index]!;
        return [name, values[attempt === 0 ? 0 : random.integer(values.length)]!];
      }),
    ),
  );
  // A learner that is a program is not started for an example.
  const isReached = outsideLearnersOf(model).every((learner) => "predict" in learner);
  const table = tableFromRecords(columns, records);
  const context = { today, serving: true };
  const rows = isReached ? compileModel(model)(table, context).rows : rowsInScope(model, table, context);
  return records[rows[0] ?? -1];
}

/** The values that a column may show, the plainest first; each is one that the server takes. */
function candidates(column: Column, mentioned: readonly Literal[]): readonly JsonScalar[] {
  const reader = compileRecordReader([column]);
  const accepted = (value: JsonScalar): boolean =>
    isReadRecords(reader.read([{ [column.name]: value }], { steps: [], single: true }));
  const near = mentioned.flatMap((literal) => nearby(column.type.kind, literal));
  const values = [...plainValues(column), ...near, ...(column.type.nullable ? [null] : [])];
  const taken = [...new Set(values)].filter(accepted);
  if (taken.length === 0) throw new Error(`no value of column ${column.name} is acceptable to its own type`);
  return taken;
}

function plainValues({ type, name }: Column): readonly JsonScalar[] {
  if (type.levels !== undefined) return type.levels;
  const low = type.range?.low;
  const high = type.range?.high;
  const middle = low !== undefined && high !== undefined ? (low + high) / 2 : (low ?? high ?? usual(type.kind));
  switch (type.kind) {
    case "bool":
      return [true, false];
    case "int":
    case "date":
      return [jsonFromNumber(type.kind, Math.ceil(middle)), jsonFromNumber(type.kind, Math.floor(middle))];
    case "number":
    case "timestamp":
    case "duration":
      return [jsonFromNumber(type.kind, middle)];
    case "text":
    case "category":
    case "id":
      return [type.kind === "id" ? `${name}-1` : "example"];
  }
}

/** A value for a column without a range: 1, a day of January 2024, an hour. */
function usual(kind: ScalarKind): number {
  if (kind === "date") return 19_737;
  if (kind === "timestamp") return 19_737 * 86_400_000;
  return kind === "duration" ? 3_600_000 : 1;
}

type Literal = Extract<Expression, { kind: "literal" }>;

/** The literal itself, and a step to either side of a number. */
function nearby(kind: ScalarKind, literal: Literal): readonly JsonScalar[] {
  if (!isNumericStorage(kind)) return typeof literal.value === "string" ? [literal.value] : [];
  const value = Number(literal.value);
  if (literal.value === null || typeof literal.value === "string" || Number.isNaN(value)) return [];
  const step = kind === "timestamp" ? 86_400_000 : 1;
  return [value, value + step, value - step].map((near) => jsonFromNumber(kind as "number", near));
}

/** For each column that a filter reads, the literals of that filter. */
function valuesInFilters(model: StoredModel): ReadonlyMap<string, readonly Literal[]> {
  const mentioned = new Map<string, Literal[]>();
  for (const step of model.definition.steps) {
    if (step.kind !== "filter" || step.trainingOnly === true) continue;
    const literals: Literal[] = [];
    const columns: string[] = [];
    const visit = (node: Expression): void => {
      if (node.kind === "literal") literals.push(node);
      if (node.kind === "column") columns.push(node.name);
      if (node.kind === "call") node.arguments.forEach(visit);
    };
    visit(step.condition);
    for (const name of columns) mentioned.set(name, [...(mentioned.get(name) ?? []), ...literals]);
  }
  return mentioned;
}
