import { codes } from "@mlopsc/diagnostics";
import type { ClauseSyntax } from "@mlopsc/grammar";
import { durationText } from "@mlopsc/plan";
import type { SplitStep } from "@mlopsc/vocabulary";
import { kindName } from "../expression/typed-expression.ts";
import { nameText } from "../names/name-text.ts";
import { readAmount } from "./read-amount.ts";
import { clauseColumns, type NamedColumn } from "./read-columns-operand.ts";
import { durationOf } from "./read-length.ts";
import { type AnalyseStep, type StepContext, unchanged } from "./step-context.ts";
import { isTime } from "./time-order.ts";

const ways = { stratify: "stratify", "by time": "time", group: "group" } as const;
type Way = keyof typeof ways;

/** `split test 20% stratify churned` */
export const analyseSplit: AnalyseStep = (context) => {
  const { clauses, step, declaration, reporter, state } = context;
  const given = (Object.keys(ways) as Way[]).flatMap((way) => {
    const clause = clauses.get(way);
    return clause === undefined ? [] : [{ way, clause }];
  });
  const [first, second] = given;
  const length = durationOf(step.operands[0], context);
  const amount =
    length === null || step.operands.length > 1 ? readAmount(context, false) : timeLength(length, first?.way, context);
  if (first !== undefined && second !== undefined) {
    const parameters = { first: first.way, second: second.way };
    reporter.report(declaration, second.clause.span, codes.splitClauses, parameters);
    return unchanged(context);
  }
  // A clause that is misspelt may have meant any way.
  const misspelt = step.clauses.some(({ word }) => !Object.hasOwn(ways, word.text));
  if (!misspelt && length === null && first?.way !== "by time" && first?.way !== "group")
    warnOfTime(context, first?.clause);
  if (amount === null || "rows" in amount || misspelt) return unchanged(context);
  const column = first === undefined ? undefined : splitColumn(first.way, first.clause, context);
  if (column === null) return unchanged(context);
  const lowered = loweredSplit(amount, first?.way, column);
  return lowered === null ? unchanged(context) : { state, lowered: [lowered] };
};

function loweredSplit(
  amount: { readonly share: number } | { readonly milliseconds: number },
  way: Way | undefined,
  column: string | undefined,
): SplitStep | null {
  if ("milliseconds" in amount) return column === undefined ? null : { kind: "split", by: "time", column, ...amount };
  if (way === undefined || column === undefined) return { kind: "split", by: "random", ...amount };
  return { kind: "split", by: ways[way], column, ...amount };
}

/** `14d` asks for an order in time; null where it has none, which is reported. */
function timeLength(
  milliseconds: number,
  way: Way | undefined,
  { step, declaration, reporter, state }: StepContext,
): { readonly milliseconds: number } | null {
  if (way === "by time" && milliseconds > 0) return { milliseconds };
  const span = step.operands[0]?.span ?? step.verb.span;
  const end = step.operands.at(-1)?.span.end ?? step.verb.span.end;
  const by = state.timeColumn === null ? null : `by time ${nameText(state.timeColumn)}`;
  const fixes =
    way === undefined && by !== null
      ? [{ title: `Split \`${by}\``, edits: [{ span: { start: end, end }, newText: ` ${by}` }] }]
      : [];
  const parameters = {
    what: step.verb.text,
    wanted: "a share between 0% and 100%, or a length of time with `by time`",
    found: `\`${durationText(milliseconds)}\``,
  };
  reporter.report(declaration, span, codes.wrongAmount, parameters, { fixes });
  return null;
}

/** The column that the rows are dealt by; null where it cannot be, which was reported. */
function splitColumn(way: Way, clause: ClauseSyntax, context: StepContext): string | null {
  const { declaration, reporter } = context;
  const columns = clauseColumns(clause, context);
  if (columns === null) return null;
  const [found, ...more] = columns;
  if (found === undefined || more.length > 0) {
    const parameters = { what: way, wanted: "one column", found: `${columns.length}` };
    reporter.report(declaration, clause.span, codes.wrongValue, parameters);
    return null;
  }
  const wanted = wantedFor(way, found);
  if (wanted === null) return found.column.name;
  const kind = found.column.type === null ? "" : kindName(found.column.type.kind);
  const parameters = { column: found.column.name, wanted, found: kind, clause: way };
  reporter.report(declaration, found.span, codes.splitColumn, parameters);
  return null;
}

function wantedFor(way: Way, { column }: NamedColumn): string | null {
  const kind = column.type?.kind;
  if (kind === undefined) return null;
  if (way === "by time") return isTime(kind) ? null : "a date or timestamp";
  const classes = kind === "bool" || kind === "category" || kind === "int" || kind === "text";
  return way === "group" || classes ? null : "a bool or category";
}

/** Rows that are ordered in time should not be dealt at random. */
function warnOfTime(context: StepContext, clause: ClauseSyntax | undefined): void {
  const { state, step, declaration, reporter } = context;
  const column = state.timeColumn;
  if (column === null) return;
  const end = step.operands.at(-1)?.span.end ?? step.verb.span.end;
  const by = `by time ${nameText(column)}`;
  const edit =
    clause === undefined ? { span: { start: end, end }, newText: ` ${by}` } : { span: clause.span, newText: by };
  const fixes = [{ title: `Split \`${by}\``, edits: [edit] }];
  reporter.report(declaration, step.span, codes.randomSplitOverTime, { column }, { fixes });
}
