import { codes } from "@mlopsc/diagnostics";
import { sourceOf } from "../expression/typed-expression.ts";
import { findParameter, wordOf } from "../names/find-parameter.ts";
import { signedNumber } from "../values/number-value.ts";
import type { StepContext } from "./step-context.ts";

/** The share, strictly between 0 and 1, or the number of rows right of a verb; null where it is neither (reported). */
export function readAmount(
  context: StepContext,
  rowsToo: boolean,
): { readonly share: number } | { readonly rows: number } | null {
  const { step, declaration, reporter, program } = context;
  const [operand, ...more] = step.operands;
  if (operand?.node === "absent") return null;
  const parameter =
    operand?.node === "name" ? findParameter(wordOf(operand), program.parameters, declaration, reporter) : undefined;
  if (parameter !== undefined && parameter.value === undefined) return null;
  const number = operand === undefined ? null : amountOf(operand, parameter?.value, parameter?.type.kind);
  if (more.length === 0 && number !== null) {
    if (number.kind === "percent" && number.value > 0 && number.value < 1) return { share: number.value };
    if (rowsToo && number.kind === "int" && number.value >= 1) return { rows: number.value };
  }
  const what = step.verb.text;
  const wanted = rowsToo ? "a share between 0% and 100%, or a number of rows" : "a share between 0% and 100%";
  const found = operand === undefined ? "nothing" : `\`${sourceOf(context, operand)}\``;
  const span = operand?.span ?? step.verb.span;
  const share = number?.kind === "int" && !rowsToo && number.value > 0 && number.value < 100;
  const fixes = share
    ? [{ title: `Replace with ${number.value}%`, edits: [{ span, newText: `${number.value}%` }] }]
    : [];
  reporter.report(declaration, span, codes.wrongAmount, { what, wanted, found }, { fixes });
  return null;
}

function amountOf(
  operand: Parameters<typeof signedNumber>[0],
  value: unknown,
  kind: string | undefined,
): { readonly kind: string; readonly value: number } | null {
  if (typeof value !== "number") return signedNumber(operand);
  return { kind: kind === "int" ? "int" : "percent", value };
}
