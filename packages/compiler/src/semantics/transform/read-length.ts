import { codes } from "@mlopsc/diagnostics";
import type { ExpressionSyntax } from "@mlopsc/grammar";
import { durationText } from "@mlopsc/plan";
import type { SortKey } from "@mlopsc/vocabulary";
import { findParameter, wordOf } from "../names/find-parameter.ts";
import { findColumn } from "../table-schema.ts";
import { signedNumber } from "../values/number-value.ts";
import { clauseCount } from "./read-columns-operand.ts";
import type { StepContext } from "./step-context.ts";
import { isTime } from "./time-order.ts";

/** How far a step looks back. */
export type Length = { readonly rows: number } | { readonly milliseconds: number };

/** `48` rows, or `1d` where the order is one of time; null where it is something else, which was reported. */
export function clauseLength(
  value: ExpressionSyntax | undefined,
  what: string,
  order: readonly SortKey[] | null,
  context: StepContext,
): Length | null {
  const milliseconds = durationOf(value, context);
  if (milliseconds === null || value === undefined) {
    const rows = clauseCount(value, what, 1, context);
    return rows === null ? null : { rows };
  }
  if (order === null) return null;
  const [key, ...others] = order;
  const kind = findColumn(context.schema, key?.column ?? "")?.type?.kind;
  if (others.length === 0 && (isTime(kind) || kind === undefined) && milliseconds > 0) return { milliseconds };
  context.reporter.report(context.declaration, value.span, codes.lengthOfTime, {
    verb: context.step.verb.text,
    length: durationText(milliseconds),
    order: order.map(({ column }) => column),
  });
  return null;
}

/** Milliseconds of a duration, or of a parameter that is one; null of anything else. */
export function durationOf(
  value: ExpressionSyntax | undefined,
  { program, declaration, reporter }: StepContext,
): number | null {
  if (value === undefined) return null;
  const parameter =
    value.node === "name" ? findParameter(wordOf(value), program.parameters, declaration, reporter) : undefined;
  if (parameter?.type.kind === "duration") return typeof parameter.value === "number" ? parameter.value : null;
  const number = signedNumber(value);
  return number?.kind === "duration" ? number.value : null;
}

export const lengthText = (length: Length): string =>
  "rows" in length ? String(length.rows) : durationText(length.milliseconds);
