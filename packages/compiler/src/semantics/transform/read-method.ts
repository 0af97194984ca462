import { codes } from "@mlopsc/diagnostics";
import { sourceOf } from "../expression/typed-expression.ts";
import type { ChoiceValue, Value } from "../program.ts";
import { readValue } from "../values/read-value.ts";
import type { StepContext } from "./step-context.ts";

/** The word or call of a clause, by the step's table; null where it is missing or wrong, which was reported. */
export function readMethod(clause: string, context: StepContext): ChoiceValue | null {
  const { clauses, entry, program, step, declaration, reporter } = context;
  const written = clauses.get(clause);
  const methods = entry.clauses[clause]?.methods;
  if (written === undefined || methods === undefined) return null;
  const [value, ...more] = written.values;
  if (value === undefined || more.length > 0) {
    const parameters = { verb: step.verb.text, clause };
    reporter.report(declaration, written.span, codes.missingClause, parameters);
    return null;
  }
  const syntax = { expression: value, clauses: [], span: value.span };
  const { byKind, parameters } = program;
  const kind = { kind: "choice", options: methods } as const;
  const read = readValue(kind, syntax, clause, { declaration, byKind, parameters, reporter });
  return read?.kind === "choice" ? (read.choices[0] ?? null) : null;
}

/** A number of the method: the one given, or the default; null where it is out of bounds, which was reported. */
export function methodNumber(
  method: ChoiceValue,
  name: string,
  fallback: number,
  bounds: { readonly low: number; readonly high?: number; readonly open?: true },
  context: StepContext,
): number | null {
  const value: Value | undefined = method.parameters.get(name);
  if (value === undefined) return fallback;
  if (!("value" in value) || typeof value.value !== "number") return null;
  const number = value.value;
  const { low, high = Number.POSITIVE_INFINITY, open } = bounds;
  if ((open ? number > low : number >= low) && number <= high) return number;
  const wanted = `${open ? "more than" : "at least"} ${low}${high === Number.POSITIVE_INFINITY ? "" : `, at most ${high}`}`;
  const parameters = { what: name, wanted, found: `\`${sourceOf(context, value)}\`` };
  context.reporter.report(context.declaration, value.span, codes.wrongAmount, parameters);
  return null;
}
