import { codes } from "@mlopsc/diagnostics";
import type { AssignmentSyntax, ExpressionSyntax, Word } from "@mlopsc/grammar";
import {
  type AggregateName,
  type AggregateOutput,
  aggregates,
  type ColumnType,
  type Expression,
} from "@mlopsc/vocabulary";
import { aggregateNames, isAggregateName } from "../expression/aggregate-names.ts";
import { operandOf } from "../expression/analyse-expression.ts";
import { familyOf } from "../expression/kinds.ts";
import { isNone, kindName, type Operand } from "../expression/typed-expression.ts";
import { nearestName } from "../names/nearest-name.ts";
import { reportUnknown } from "../names/report-unknown.ts";
import type { StepContext } from "./step-context.ts";

export interface TypedAggregate {
  readonly name: string;
  readonly word: Word;
  /** Null where it is wrong, which was reported. */
  readonly type: ColumnType | null;
  readonly output: AggregateOutput | null;
}

/** `name = sum(amount)`. Nothing but one aggregate may stand there. */
export function readAggregate({ name, value }: AssignmentSyntax, context: StepContext): TypedAggregate {
  const broken: TypedAggregate = { name: name.text, word: name, type: null, output: null };
  const { declaration, reporter, step } = context;
  if (value.node === "absent") return broken;
  if (value.node !== "call" || !isAggregateName(value.callee.text)) {
    const meant = value.node === "call" && nearestName(value.callee.text, aggregateNames) !== null;
    if (meant) reportUnknown(reporter, declaration, value.callee, codes.unknownFunction, aggregateNames, {});
    else reporter.report(declaration, value.span, codes.notAggregate, { verb: step.verb.text });
    return broken;
  }
  const aggregate = value.callee.text;
  const given = value.arguments;
  const wanted = aggregate === "count" ? "0 to 1 arguments" : "1 argument";
  if (given.length > 1 || (given.length === 0 && aggregate !== "count")) {
    const parameters = { callee: aggregate, wanted, found: given.length };
    reporter.report(declaration, value.span, codes.argumentCount, parameters);
    return broken;
  }
  const [argument] = given;
  if (argument === undefined) {
    return {
      name: name.text,
      word: name,
      type: { kind: "int", nullable: false, range: { low: 0 } },
      output: { name: name.text, aggregate },
    };
  }
  return { word: name, ...ofArgument(name.text, aggregate, argument.value.expression, context) };
}

function ofArgument(
  name: string,
  aggregate: AggregateName,
  syntax: ExpressionSyntax,
  context: StepContext,
): Omit<TypedAggregate, "word"> {
  const operand = operandOf(syntax, context);
  if (operand === null || !fits(aggregate, operand, context)) return { name, type: null, output: null };
  const type = aggregateType(aggregate, operand.type);
  if (aggregate === "count") {
    // What is there is counted: rows where it is missing count 0.
    const argument: Expression = {
      kind: "call",
      function: "if",
      arguments: [{ kind: "call", function: "missing", arguments: [operand.expression] }, whole(0), whole(1)],
    };
    return { name, type, output: { name, aggregate: "sum", argument } };
  }
  return { name, type, output: { name, aggregate, argument: operand.expression } };
}

const whole = (value: number): Expression => ({ kind: "literal", type: "int", value });

function fits(aggregate: AggregateName, operand: Operand, { declaration, reporter }: StepContext): boolean {
  const { kind } = operand.type;
  const family = familyOf(kind);
  const quantity = family === "number" || family === "duration";
  const { takes } = aggregates[aggregate];
  const wanted =
    takes === "quantity"
      ? quantity
        ? null
        : "a number"
      : takes === "ordered" && family === "bool"
        ? "something with an order"
        : null;
  if (wanted === null && !isNone(operand)) return true;
  reporter.report(declaration, operand.syntax.span, codes.argumentKind, {
    callee: aggregate,
    parameter: "x",
    wanted: wanted ?? "a column",
    found: isNone(operand) ? "none" : kindName(kind),
  });
  return false;
}

function aggregateType(aggregate: AggregateName, type: ColumnType): ColumnType {
  const { nullable, pii } = type;
  const personal = pii ? { pii } : {};
  switch (aggregate) {
    case "count":
    case "count_distinct":
      return { kind: "int", nullable: false, range: { low: 0 } };
    case "sum":
      return {
        kind: type.kind,
        nullable,
        ...(type.range?.low !== undefined && type.range.low >= 0 ? { range: { low: 0 } } : {}),
      };
    case "mean":
    case "median":
      return { kind: type.kind === "duration" ? "duration" : "number", nullable, ...personal };
    case "stddev":
      // One row has no spread.
      return { kind: type.kind === "duration" ? "duration" : "number", nullable: true, range: { low: 0 } };
    default:
      return type;
  }
}
