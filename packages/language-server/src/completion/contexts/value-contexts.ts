import type { ValueKind } from "@mlopsc/vocabulary";
import { type Level, wantsOperand } from "../../cursor/nesting.ts";
import { type CallParameter, parametersOf } from "../call-parameters.ts";
import type { CursorContext } from "../cursor-context.ts";

/** A value and what is said of it: an attribute, a parameter, a clause. */
export type Slot = Pick<CallParameter, "value" | "default"> & { readonly name: string };

/** What may stand in a value, however deep in its brackets. */
export function valueContexts(slot: Slot, levels: readonly [Level, ...Level[]]): readonly CursorContext[] {
  if (slot.value.kind === "condition") return [{ at: "figures", scope: figureScope(slot.value), levels }];
  let inner = slot;
  for (const level of levels) {
    if (level.kind !== "call") continue;
    const parameters = parametersOf(inner.value, level.callee?.text ?? "");
    if (parameters === null) return [];
    const next = slotOf(parameters, level);
    const isLast = level === levels.at(-1);
    const names = isLast && level.argument === null && level.tail.length === 0;
    const callee = level.callee?.text ?? "";
    const written = [...level.written, ...positional(parameters).slice(0, level.position)];
    const offered: CursorContext[] = names ? [{ at: "parameters", of: parameters, written, callee }] : [];
    if (next === null) return offered;
    if (isLast) return [...offersOf(next, level, callee), ...offered];
    inner = next;
  }
  return offersOf(inner, levels.at(-1)!, null);
}

const figureScope = ({ scope }: Extract<ValueKind, { kind: "condition" }>): "gate" | "alert" =>
  scope === "alert" ? scope : "gate";

const positional = (parameters: Readonly<Record<string, CallParameter>>): readonly string[] =>
  Object.keys(parameters).filter((name) => parameters[name]!.positional);

/** The parameter whose value stands at the cursor: named, or the next of those that need no name. */
export function slotOf(parameters: Readonly<Record<string, CallParameter>>, level: Level): Slot | null {
  const name = level.argument ?? positional(parameters)[level.position];
  const parameter = name !== undefined && Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  return name === undefined || parameter === undefined ? null : { ...parameter, name };
}

const columnsOf = (
  { many, of }: Extract<ValueKind, { kind: "columns" }>,
  name: string,
  { kind, items }: Level,
): CursorContext => ({
  at: "columns",
  of: { table: "attribute", name, split: of === "split", many: many === true },
  sorts: many === true && kind !== "list",
  written: items,
});

function offersOf({ value, name, ...slot }: Slot, level: Level, callee: string | null): readonly CursorContext[] {
  if (!wantsOperand(level)) return [];
  const { items } = level;
  const inList = level.kind === "list";
  switch (value.kind) {
    case "columns":
      return [columnsOf(value, name, level)];
    case "sample":
      return [{ at: "tables", verb: "" }];
    case "either":
      return value.of.flatMap((kind) => offersOf({ value: kind, name, ...slot }, level, callee));
    default:
      return [{ at: "value", value, name, callee, items, inList, default: slot.default ?? null }];
  }
}
