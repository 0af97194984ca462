import type { StepSyntax } from "@mlopsc/grammar";
import { findColumn, type SchemaColumn, type TableSchema } from "../table-schema.ts";
import { sortOf } from "../values/read-columns.ts";

/**
 * The schema after a step, which knows what is still as it was for whoever predicts it. Steps that learn from `numeric`,
 * `category` or `all` columns do not mean that one, though the transform cannot know which it will be.
 */
export function withApart(before: TableSchema, after: TableSchema, step: StepSyntax, isFitted: boolean): TableSchema {
  const known = [...(before.apart?.values() ?? [])];
  const isChanged = ({ name }: SchemaColumn): boolean => findColumn(before, name) !== findColumn(after, name);
  // What was set aside first is how it was; a step that names it changes it for all.
  const apart =
    isFitted && meansSort(step)
      ? [...before.columns.filter(isChanged), ...known]
      : known.filter((column) => !isChanged(column));
  if (apart.length === 0 && before.apart === undefined) return after;
  return { ...after, apart: new Map(apart.map((column) => [column.name, column])) };
}

function meansSort({ operands }: StepSyntax): boolean {
  const [item, ...others] = operands.flatMap((operand) => (operand.node === "list" ? operand.items : [operand]));
  return others.length === 0 && item?.node === "name" && sortOf({ text: item.name, span: item.span }) !== null;
}
