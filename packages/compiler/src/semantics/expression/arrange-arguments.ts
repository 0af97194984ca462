import { codes } from "@mlopsc/diagnostics";
import type { CallSyntax, ExpressionSyntax } from "@mlopsc/grammar";
import type { FunctionEntry } from "@mlopsc/vocabulary";
import { reportUnknown } from "../names/report-unknown.ts";
import type { OperandScope } from "./typed-expression.ts";

/** The arguments in the order of the parameters; null where their number or names are wrong, which was reported. */
export function arrangeArguments(
  call: CallSyntax,
  { parameters }: FunctionEntry,
  { declaration, reporter }: OperandScope,
): readonly ExpressionSyntax[] | null {
  const callee = call.callee.text;
  const names = parameters.map(({ name }) => name);
  const arranged: (ExpressionSyntax | undefined)[] = [];
  const rest: ExpressionSyntax[] = [];
  const variadic = parameters.at(-1)?.variadic === true;
  for (const [at, { name, value }] of call.arguments.entries()) {
    if (value.clauses.length > 0) {
      reportUnknown(reporter, declaration, value.clauses[0]!.word, codes.unknownClause, [], {
        within: `\`${callee}\``,
      });
      return null;
    }
    const place = name === null ? at : names.indexOf(name.text);
    if (name !== null && place < 0) {
      reportUnknown(reporter, declaration, name, codes.unknownArgument, names, { within: `\`${callee}\`` });
      return null;
    }
    if (place < names.length && arranged[place] !== undefined) {
      reporter.report(declaration, value.span, codes.duplicateArgument, { name: names[place]! });
      return null;
    }
    if (place < names.length) arranged[place] = value.expression;
    else rest.push(value.expression);
  }
  const least = parameters.filter(({ optional }) => optional !== true).length;
  const complete = Array.from({ length: least }, (_, at) => arranged[at]).every((argument) => argument !== undefined);
  if (!complete || (rest.length > 0 && !variadic)) {
    const wanted = wantedCount(least, variadic ? Number.POSITIVE_INFINITY : names.length);
    reporter.report(declaration, call.span, codes.argumentCount, { callee, wanted, found: call.arguments.length });
    return null;
  }
  return [...arranged.filter((argument) => argument !== undefined), ...rest];
}

function wantedCount(least: number, most: number): string {
  const plural = (count: number): string => `${count === 0 ? "no" : count} argument${count === 1 ? "" : "s"}`;
  if (least === most) return plural(least);
  return most === Number.POSITIVE_INFINITY ? `at least ${plural(least)}` : `${least} to ${plural(most)}`;
}
