import type { FittedStep } from "@mlopsc/vocabulary";
import type { ChoiceValue } from "../program.ts";
import type { ColumnFamily, SchemaColumn, TableSchema } from "../table-schema.ts";
import { encodeCyclic } from "./cyclic-encoding.ts";
import { isName } from "./fitted-steps.ts";
import { requireKinds, stepColumns } from "./read-columns-operand.ts";
import { methodNumber, readMethod } from "./read-method.ts";
import { madeHere, setColumn } from "./relate-columns.ts";
import { type AnalyseStep, type StepContext, unchanged } from "./step-context.ts";

type Encode = Extract<FittedStep, { kind: "encode" }>;
type Method = Omit<Encode, "kind" | "columns">;

/** `encode segment with one_hot`: numbers in place of names. */
export const analyseEncode: AnalyseStep = (context) => {
  const named = stepColumns(context);
  const choice = readMethod("with", context);
  if (named === null) return unchanged(context);
  if (choice?.name === "cyclic") return encodeCyclic(named, choice, context);
  // Which kind it takes depends on the method: of one that is wrong no more is said.
  const right = choice === null || requireKinds(named.columns, isName, "categories, texts or bools", context);
  const method = choice === null ? null : readEncoding(choice, context);
  const encoded = named.columns.map(({ column }) => column).filter((column) => column.type === null || isName(column));
  const state = { ...context.state, schema: encode(encoded, choice?.name ?? null, context) };
  if (named.selector === null || !right || method === null) return { state, lowered: null };
  return { state, lowered: [{ kind: "encode", columns: named.selector, ...method }] };
};

function readEncoding(choice: ChoiceValue, context: StepContext): Method | null {
  switch (choice.name) {
    case "one_hot": {
      const limit = methodNumber(choice, "limit", 50, { low: 1 }, context);
      return limit === null ? null : { method: "one_hot", limit };
    }
    case "target": {
      const smoothing = methodNumber(choice, "smoothing", 10, { low: 0 }, context);
      return smoothing === null ? null : { method: "target", smoothing };
    }
    case "hashing": {
      const buckets = methodNumber(choice, "buckets", 16, { low: 1 }, context);
      return buckets === null ? null : { method: "hashing", buckets };
    }
    default:
      return { method: "ordinal" };
  }
}

/** one_hot and hashing leave columns whose names only the data tell; the others keep the name. */
function encode(columns: readonly SchemaColumn[], method: string | null, context: StepContext): TableSchema {
  const { schema, declaration, step } = context;
  const origin = madeHere(context);
  if (method !== "one_hot" && method !== "hashing") {
    return {
      ...schema,
      columns: columns.reduce((all, column) => setColumn(all, asNumber(column, method, origin)), schema.columns),
    };
  }
  const gone = new Set(columns.map(({ name }) => name));
  const dropped = new Map(schema.dropped);
  for (const name of gone) dropped.set(name, { declaration, span: step.span, verb: step.verb.text, renamedTo: null });
  const families = columns.map(({ name, type, naming: stem }): ColumnFamily => {
    const prefix = `${name}=`;
    const naming = { name: prefix, declaration, span: null, stem };
    const personal = type?.pii ? { pii: true as const } : {};
    return { prefix, from: name, type: { kind: "bool", nullable: false, ...personal }, origin, naming };
  });
  const left = schema.columns.filter(({ name }) => !gone.has(name));
  return { ...schema, columns: left, dropped, families: [...schema.families, ...families] };
}

const asNumber = (column: SchemaColumn, method: string | null, origin: SchemaColumn["origin"]): SchemaColumn => {
  if (column.type === null) return column;
  const { pii } = column.type;
  // A missing level has a mean of its own, but no rank.
  const [kind, nullable] =
    method === "target" ? (["number", false] as const) : (["int", column.type.nullable] as const);
  return { ...column, type: { kind, nullable, ...(pii ? { pii } : {}) }, origin };
};
