import type { Member } from "@mlopsc/grammar";
import { type Position, printClauses, printExpression, printValue, written } from "./print-expression.ts";
import { printStep } from "./print-step.ts";

/** A member in the pieces that line up with those of the members around it. */
export type Cells = readonly string[];

/** @param isKept the member has a problem and stays as it is written */
export function printMember(member: Exclude<Member, { node: "section" }>, isKept: boolean, at: Position): Cells {
  if (isKept || member.node === "broken") return [written(at.text, member.span)];
  switch (member.node) {
    case "attribute": {
      const name = written(at.text, member.name.span);
      return [name, `= ${printValue(member.value, { ...at, column: at.column + name.length + 3 })}`];
    }
    case "step":
      return [printStep(member, at)];
    case "field": {
      const type = `${member.type ? written(at.text, member.type.span) : ""}${member.nullable ? "?" : ""}`;
      return [written(at.text, member.name.span), type, printClauses("", member.clauses, at)].filter(
        (cell) => cell !== "",
      );
    }
    case "condition": {
      const clauses = printClauses("", member.clauses, at);
      const condition = printExpression(member.condition, at);
      return clauses === "" ? [condition] : [condition, clauses];
    }
    case "check": {
      const call = printExpression(member.call, at);
      return [member.condition ? `${call}: ${printExpression(member.condition, at)}` : call];
    }
    case "dimension": {
      const condition = member.condition ? ` if ${printExpression(member.condition, at)}` : "";
      return [written(at.text, member.name.span), `in ${printExpression(member.values, at)}${condition}`];
    }
    default:
      return member satisfies never;
  }
}
