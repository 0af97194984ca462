import type { AssignedKind } from "@mlopsc/vocabulary";
import { nestingOf, wantsOperand } from "../../cursor/nesting.ts";
import type { Token } from "../../cursor/token.ts";
import type { CursorContext } from "../cursor-context.ts";
import { typeWords } from "./type-words.ts";

/** Right of the `=` of `name = …`; left of it a name stands that is not there yet. */
export function assignmentContexts(assigns: AssignedKind, tokens: readonly Token[]): readonly CursorContext[] {
  const [line, ...brackets] = nestingOf(tokens);
  const equals = line.tail.findIndex(({ type }) => type === "Assign");
  if (equals < 0) return [];
  const levels = [{ ...line, tail: line.tail.slice(equals + 1) }, ...brackets] as const;
  const open = wantsOperand(levels.at(-1)!);
  switch (assigns) {
    case "column":
      return open ? [{ at: "columns", of: { table: "step" }, sorts: false, written: [] }] : [];
    case "type":
      return open ? [typeWords] : [];
    case "expression":
    case "aggregate": {
      const grammar = assigns === "expression" ? "row" : "aggregate";
      return [{ at: "expression", of: { table: "step" }, grammar, levels, condition: false }];
    }
  }
}
