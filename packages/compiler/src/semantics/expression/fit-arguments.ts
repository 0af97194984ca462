import { codes } from "@mlopsc/diagnostics";
import type { FunctionEntry, FunctionName, ParameterKind, ScalarKind } from "@mlopsc/vocabulary";
import { comparable } from "./comparison.ts";
import { familyOf } from "./kinds.ts";
import { isNone, kindName, type Operand, type OperandScope } from "./typed-expression.ts";

/** The arguments, when each is of a kind that its parameter takes; null where not, which was reported. */
export function fitArguments(
  name: FunctionName,
  entry: FunctionEntry,
  operands: readonly Operand[],
  scope: OperandScope,
): readonly Operand[] | null {
  const { parameters } = entry;
  const last = parameters.at(-1);
  const reference = parameters.findIndex(({ kind }) => kind === "any");
  let fits = true;
  for (const [at, operand] of operands.entries()) {
    const parameter = parameters[at] ?? last!;
    const right =
      parameter.kind === "same"
        ? comparable(operands[Math.max(reference, 0)]!, operand, scope)
        : takes(name, parameter.kind, operand, parameter.name, scope);
    fits = fits && right && isConstantWhereNeeded(name, parameter.name, operand, scope);
  }
  return fits ? operands : null;
}

function takes(
  name: FunctionName,
  kind: ParameterKind,
  operand: Operand,
  parameter: string,
  scope: OperandScope,
): boolean {
  if (kind === "any") return true;
  if (!isNone(operand) && accepts(kind, operand.type.kind)) return true;
  scope.reporter.report(scope.declaration, operand.syntax.span, codes.argumentKind, {
    callee: name,
    parameter,
    wanted: wantedName(kind),
    found: isNone(operand) ? "none" : kindName(operand.type.kind),
  });
  return false;
}

function accepts(wanted: Exclude<ParameterKind, "any">, kind: ScalarKind): boolean {
  switch (wanted) {
    case "number":
      return familyOf(kind) === "number";
    case "temporal":
      return familyOf(kind) === "time";
    case "text":
      return familyOf(kind) === "text";
    default:
      return wanted === kind;
  }
}

const wantedName = (kind: Exclude<ParameterKind, "any">): string => {
  if (kind === "temporal") return "a date or timestamp";
  return kind === "same" ? "like the first" : kindName(kind);
};

/** Parameters that say how, not what: they cannot change from row to row. */
const constants: ReadonlySet<string> = new Set(["zone", "digits"]);

const zonePattern = /^(UTC|[A-Z][A-Za-z_+-]*(\/[A-Z][A-Za-z0-9_+-]*)+)$/;

function isConstantWhereNeeded(name: FunctionName, parameter: string, operand: Operand, scope: OperandScope): boolean {
  if (!constants.has(parameter)) return true;
  const { constant, syntax } = operand;
  if (constant === undefined) {
    scope.reporter.report(scope.declaration, syntax.span, codes.constantNeeded, { callee: name, parameter });
    return false;
  }
  if (parameter !== "zone" || (typeof constant === "string" && zonePattern.test(constant))) return true;
  scope.reporter.report(scope.declaration, syntax.span, codes.unknownZone, { zone: String(constant) });
  return false;
}
