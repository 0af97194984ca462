import type { LineAt } from "../../cursor/line-at.ts";
import { nestingOf } from "../../cursor/nesting.ts";
import type { CursorContext } from "../cursor-context.ts";

/** A line of `costs`. */
export function costContexts({ before }: LineAt): readonly CursorContext[] {
  const [name, sign, ...rest] = before;
  if (name === undefined) return [{ at: "costs", of: null, written: null }];
  if (sign?.type !== "Assign") return [];
  const level = nestingOf(rest).at(-1)!;
  if (level.tail.length > 0 || level.argument !== null) return [];
  return [{ at: "costs", of: name.text, written: level.kind === "call" ? level.written : null }];
}
