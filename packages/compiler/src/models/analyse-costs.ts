import { codes } from "@mlopsc/diagnostics";
import type { AttributeSyntax, ExpressionSyntax, Word } from "@mlopsc/grammar";
import type { ColumnType, CostDefinition, Task } from "@mlopsc/vocabulary";
import { reportUnknown } from "../semantics/names/report-unknown.ts";
import type { Declaration } from "../semantics/program.ts";
import { readScalar } from "../semantics/values/read-scalar.ts";
import { linesOf } from "./attributes.ts";
import type { CheckContext } from "./check-context.ts";

const rowWord = "taken_for";
const restWord = "other";
const binaryNames = ["miss", "false_alarm"] as const;

/** What the `costs` of a model say; null where there are none, or something in them is wrong, which was reported. */
export function analyseCosts(
  model: Declaration,
  task: Task | null,
  target: ColumnType | null,
  context: CheckContext,
): CostDefinition | null {
  const lines = linesOf(model, "costs", "attribute");
  if (!hasCosts(model) || task === null || task === "regression") return null;
  return task === "binary"
    ? binaryCosts(model, lines, context)
    : namedCosts(model, lines, target?.levels ?? null, context);
}

export const hasCosts = ({ block }: Declaration): boolean =>
  block.members.some((member) => member.node === "section" && member.name.text === "costs");

function binaryCosts(
  model: Declaration,
  lines: readonly AttributeSyntax[],
  context: CheckContext,
): CostDefinition | null {
  const amounts = new Map<string, number | null>();
  for (const { name, value } of lines) {
    if (isKnown(name, binaryNames, "cost", model, context))
      amounts.set(name.text, readAmount(value.expression, name.text, model, context));
  }
  if (isBroken(model)) return null;
  const absent = binaryNames.filter((name) => !amounts.has(name));
  for (const name of absent) reportAbsent(name, "what such a wrong prediction costs", model, context);
  const [miss, falseAlarm] = binaryNames.map((name) => amounts.get(name) ?? null);
  if (miss === null || miss === undefined || falseAlarm === null || falseAlarm === undefined) return null;
  return { classes: "two", falseAlarm, miss };
}

function namedCosts(
  model: Declaration,
  lines: readonly AttributeSyntax[],
  levels: readonly string[] | null,
  context: CheckContext,
): CostDefinition | null {
  const pairs: { readonly actual: string; readonly predicted: string; readonly cost: number }[] = [];
  let other: number | null = null;
  let isComplete = !isBroken(model);
  for (const { name, value } of lines) {
    if (name.text === restWord) {
      other = readAmount(value.expression, restWord, model, context);
      isComplete &&= other !== null;
      continue;
    }
    const row = isKnown(name, levels && [...levels, restWord], "class", model, context)
      ? readRow(name, value.expression, levels, model, context)
      : null;
    if (row === null) isComplete = false;
    else pairs.push(...row);
  }
  if (isComplete && other === null) reportAbsent(restWord, "the cost of all that is not named", model, context);
  if (!isComplete || other === null) return null;
  pairs.sort((a, b) => (a.actual + a.predicted < b.actual + b.predicted ? -1 : 1));
  return { classes: "named", pairs, other };
}

/** `gold = taken_for(silver: 2, tin: 5)`. */
function readRow(
  { text: actual }: Word,
  syntax: ExpressionSyntax,
  levels: readonly string[] | null,
  model: Declaration,
  context: CheckContext,
): { readonly actual: string; readonly predicted: string; readonly cost: number }[] | null {
  const named = syntax.node === "call" && syntax.callee.text === rowWord ? syntax.arguments : [];
  if (named.length === 0 || named.some(({ name }) => name === null)) {
    const taken = levels?.find((level) => level !== actual) ?? "CLASS";
    const shown = { name: actual, example: `${actual} = ${rowWord}(${taken}: 1)` };
    context.reporter.report(model, syntax.span, codes.costForm, shown);
    return null;
  }
  const others = levels?.filter((level) => level !== actual) ?? null;
  const row = named.map(({ name, value }) => {
    const cost = isKnown(name!, others, "other class", model, context)
      ? readAmount(value.expression, name!.text, model, context)
      : null;
    return cost === null ? null : { actual, predicted: name!.text, cost };
  });
  return row.includes(null) ? null : row.filter((pair) => pair !== null);
}

function isKnown(
  word: Word,
  known: readonly string[] | null,
  what: string,
  model: Declaration,
  { reporter }: CheckContext,
): boolean {
  if (known === null || known.includes(word.text)) return true;
  reportUnknown(reporter, model, word, codes.unknownCost, known, { what });
  return false;
}

function readAmount(
  syntax: ExpressionSyntax,
  what: string,
  model: Declaration,
  { program, reporter }: CheckContext,
): number | null {
  const { byKind, parameters } = program;
  const value = readScalar("number", syntax, what, { declaration: model, byKind, parameters, reporter });
  if (value?.kind !== "number") return null;
  if (value.value >= 0) return value.value;
  const wrong = { what, found: String(value.value), wanted: "0 or more" };
  reporter.report(model, syntax.span, codes.outOfRange, wrong);
  return null;
}

function reportAbsent(name: string, known: string, model: Declaration, { reporter }: CheckContext): void {
  const section = model.block.members.find((member) => member.node === "section" && member.name.text === "costs");
  const span = section?.node === "section" ? section.name.span : model.block.kind.span;
  reporter.report(model, span, codes.costMissing, { name, known });
}

/** A line that cannot be read was meant to say something. */
const isBroken = ({ block }: Declaration): boolean =>
  block.members.some(
    (member) =>
      member.node === "section" && member.name.text === "costs" && member.members.some(({ node }) => node === "broken"),
  );
