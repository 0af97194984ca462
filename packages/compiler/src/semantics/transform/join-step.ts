import { codes, type Span } from "@mlopsc/diagnostics";
import type { ExpressionSyntax, Word } from "@mlopsc/grammar";
import { findColumnOrReport } from "../expression/column-reference.ts";
import { familyOf } from "../expression/kinds.ts";
import { kindName } from "../expression/typed-expression.ts";
import { resolveColumn } from "../names/resolve-column.ts";
import type { TableFacts } from "../table-analysis.ts";
import { findColumn, type SchemaColumn } from "../table-schema.ts";
import { describeSyntax } from "../values/describe-syntax.ts";
import { type AnalyseStep, type StepContext, type TableState, unchanged } from "./step-context.ts";
import { operandTable } from "./table-steps.ts";

interface KeyPair {
  readonly left: string;
  readonly right: string;
}

/** `join` and `inner join`. */
export const analyseJoin: AnalyseStep = (context) => {
  const other = operandTable(context);
  const pairs = readKeys(context, other);
  if (other === null) return unchanged(context);
  const how = context.step.verb.text === "inner join" ? "inner" : "left";
  const keys = new Set((pairs ?? []).map(({ right }) => right));
  const brought = other.schema.columns.filter(({ name }) => !keys.has(name));
  const free = brought.filter(({ name }) => findColumn(context.schema, name) === undefined);
  if (pairs !== null) {
    reportTaken(
      brought.filter((column) => !free.includes(column)),
      context,
    );
    warnOfRepeats(pairs, other, context);
  }
  const columns = free.map((column) => (how === "left" ? withMissing(column) : column));
  const names = free.map(({ name }) => ({ from: name, to: name }));
  const complete = pairs !== null && free.length === brought.length && other.schema.known && context.schema.known;
  return {
    state: joined(context, other, pairs, columns),
    lowered: complete ? [{ kind: "join", input: other.declaration.address, how, on: pairs, columns: names }] : null,
  };
};

function joined(
  { state, schema }: StepContext,
  other: TableFacts,
  pairs: readonly KeyPair[] | null,
  columns: readonly SchemaColumn[],
): TableState {
  const right = new Set((pairs ?? []).map((pair) => pair.right));
  const single = other.oneRow || (other.key.length > 0 && other.key.every((name) => right.has(name)));
  const all = [...schema.columns, ...columns];
  const dropped = new Map([...schema.dropped].filter(([name]) => !columns.some((column) => column.name === name)));
  const known = schema.known && other.schema.known;
  return {
    ...state,
    key: single ? state.key : [],
    oneRow: state.oneRow && other.oneRow,
    schema: { ...schema, known, columns: all, dropped },
  };
}

const withMissing = (column: SchemaColumn): SchemaColumn =>
  column.type === null ? column : { ...column, type: { ...column.type, nullable: true } };

/** The pairs of columns that must be equal; null where one is wrong, which was reported. */
function readKeys(context: StepContext, other: TableFacts | null): readonly KeyPair[] | null {
  const { clauses, step, reporter, declaration } = context;
  const on = clauses.get("on");
  if (on === undefined) {
    if (other === null || !clauses.complete || step.clauses.length > 0) return null;
    if (other.oneRow || !other.schema.known) return [];
    const table = other.declaration.name;
    reporter.report(declaration, step.verb.span, codes.joinWithoutKey, { table });
    return null;
  }
  const pairs = on.values
    .flatMap((value) => (value.node === "list" ? value.items : [value]))
    .map((value) => readPair(value, context, other));
  const found = pairs.filter((pair) => pair !== null);
  return found.length === pairs.length && found.length > 0 ? found : null;
}

function readPair(value: ExpressionSyntax, context: StepContext, other: TableFacts | null): KeyPair | null {
  const { declaration, reporter } = context;
  const [left, right] = value.node === "binary" && value.operator === "==" ? [value.left, value.right] : [value, value];
  if (left.node !== "name" || right.node !== "name") {
    if (left.node === "absent" || right.node === "absent") return null;
    const wanted = "names of columns, or `left == right`";
    reporter.report(declaration, value.span, codes.wrongValue, { what: "on", wanted, found: describeSyntax(value) });
    return null;
  }
  const here = findColumnOrReport({ text: left.name, span: left.span }, context.schema, context, "here", {
    pair: { span: value.span, side: "left" },
  });
  const there =
    other === null ? undefined : findThere({ text: right.name, span: right.span }, other, here, context, value.span);
  if (here === undefined || there === undefined) return null;
  if (here.type !== null && there.type !== null && !matches(here, there)) {
    reporter.report(declaration, value.span, codes.joinKinds, {
      left: here.name,
      right: there.name,
      leftType: kindName(here.type.kind),
      rightType: kindName(there.type.kind),
    });
    return null;
  }
  return { left: here.name, right: there.name };
}

/** One message where the key is in neither table. */
function findThere(
  word: Word,
  other: TableFacts,
  here: SchemaColumn | undefined,
  context: StepContext,
  pair: Span,
): SchemaColumn | undefined {
  const column = findColumn(other.schema, word.text);
  if (column !== undefined) resolveColumn(word, column, context, { pair: { span: pair, side: "right" } });
  if (column !== undefined || (here === undefined && context.schema.known)) return column;
  return findColumnOrReport(word, other.schema, context, `in \`${other.declaration.name}\``);
}

function matches({ type: left }: SchemaColumn, { type: right }: SchemaColumn): boolean {
  if (left === null || right === null) return true;
  // A date equals an instant only at midnight: days and instants are not joined by accident.
  if (familyOf(left.kind) === "time") return left.kind === right.kind;
  return familyOf(left.kind) === familyOf(right.kind);
}

/** Reports the columns that are in both tables; one message for all of them. */
function reportTaken(taken: readonly SchemaColumn[], { schema, step, declaration, reporter }: StepContext): void {
  if (taken.length === 0) return;
  const related = taken.flatMap(({ name, origin }) =>
    [findColumn(schema, name)?.origin, origin].flatMap((made) =>
      made === undefined || made.span === null
        ? []
        : [{ declaration: made.declaration, span: made.span, message: `\`${name}\` is made here.` }],
    ),
  );
  const span = step.operands[0]?.span ?? step.verb.span;
  reporter.report(declaration, span, codes.columnTaken, { names: taken.map(({ name }) => name) }, { related });
}

function warnOfRepeats(pairs: readonly KeyPair[], other: TableFacts, context: StepContext): void {
  if (other.oneRow || other.key.length === 0) return;
  const right = new Set(pairs.map((pair) => pair.right));
  if (other.key.every((name) => right.has(name))) return;
  const key = other.key.map((name) => `\`${name}\``).join(", ");
  const parameters = { table: other.declaration.name, key };
  context.reporter.report(context.declaration, context.step.operands[0]!.span, codes.joinMultiplies, parameters);
}
