import { codes } from "@mlopsc/diagnostics";
import type { ExpressionSyntax } from "@mlopsc/grammar";
import { commonKind } from "../expression/kinds.ts";
import { kindName } from "../expression/typed-expression.ts";
import type { TableFacts } from "../table-analysis.ts";
import { findColumn, type SchemaColumn } from "../table-schema.ts";
import { findReference } from "../values/read-reference.ts";
import { type AnalyseStep, type StepContext, type TableState, unchanged } from "./step-context.ts";

/** The table right of the verb; null where there is none that can be read, which was reported. */
export function operandTable(context: StepContext): TableFacts | null {
  const { step, declaration, reporter, program } = context;
  const [operand] = step.operands;
  if (operand?.node === "absent") return null;
  if (operand?.node !== "name" || step.operands.length > 1) {
    const parameters = { verb: step.verb.text, wanted: "the name of one table" };
    reporter.report(declaration, operandSpan(context, step.operands), codes.wrongOperand, parameters);
    return null;
  }
  const word = { text: operand.name, span: operand.span };
  const found = findReference(word, ["dataset", "transform"], { byKind: program.byKind, declaration, reporter });
  if (found === null) return null;
  const facts = context.readTable(found);
  if (facts === null && found.kind === "transform") {
    const related = [
      { declaration: found, span: found.block.name?.span ?? found.block.kind.span, message: "It is here." },
    ];
    const hasSplit = found.block.members.some((member) => member.node === "step" && member.verb.text === "split test");
    // Of a table that is made from this one it is the circle that is wrong.
    if (hasSplit && context.isDone(found)) {
      reporter.report(declaration, operand.span, codes.readsSplitTransform, { name: found.name }, { related });
    }
  }
  return facts;
}

const operandSpan = ({ step }: StepContext, operands: readonly ExpressionSyntax[]): ExpressionSyntax["span"] =>
  operands.length === 0 ? step.verb.span : { start: operands[0]!.span.start, end: operands.at(-1)!.span.end };

export const analyseFrom: AnalyseStep = (context) => {
  const facts = operandTable(context);
  if (facts === null) return unchanged(context);
  const { schema, key, timeColumn, oneRow, lags = new Map() } = facts;
  const state: TableState = { schema, key, timeColumn, oneRow, lags };
  return { state, lowered: [{ kind: "from", input: facts.declaration.address }] };
};

export const analyseUnion: AnalyseStep = (context) => {
  const { state, schema, reporter, declaration, step } = context;
  const other = operandTable(context);
  if (other === null) return unchanged(context);
  const pairs = schema.columns.flatMap(({ name, naming }) => {
    const there = findColumn(other.schema, name);
    return there === undefined || there.naming === naming ? [] : [[naming, there.naming] as const];
  });
  if (pairs.length > 0) reporter.resolved(declaration, step.operands[0]!.span, { kind: "same name", pairs });
  const columns: SchemaColumn[] = schema.columns.map((column) => {
    const there = findColumn(other.schema, column.name);
    if (there === undefined) return withMissing(column);
    if (column.type === null || there.type === null) return { ...column, type: null };
    const kind = commonKind(column.type.kind, there.type.kind);
    if (kind === null) {
      const [here, against] = [kindName(column.type.kind), kindName(there.type.kind)];
      const parameters = { column: column.name, here, there: against };
      reporter.report(declaration, step.operands[0]!.span, codes.unionKinds, parameters);
      return { ...column, type: null };
    }
    const levels = column.type.levels && there.type.levels;
    const nullable = column.type.nullable || there.type.nullable;
    const pii = column.type.pii || there.type.pii ? { pii: true as const } : {};
    const all = levels ? { levels: [...new Set([...(column.type.levels ?? []), ...levels])] } : {};
    return { ...column, type: { kind, nullable, ...pii, ...all } };
  });
  const added = other.schema.columns.filter(({ name }) => findColumn(schema, name) === undefined).map(withMissing);
  const all = [...columns, ...added];
  const known = schema.known && other.schema.known;
  const names = all.map(({ name }) => name);
  return {
    state: { ...state, key: [], oneRow: false, schema: { ...schema, known, columns: all } },
    lowered:
      known && all.every(({ type }) => type !== null)
        ? [{ kind: "union", input: other.declaration.address, columns: names }]
        : null,
  };
};

const withMissing = (column: SchemaColumn): SchemaColumn =>
  column.type === null ? column : { ...column, type: { ...column.type, nullable: true } };
