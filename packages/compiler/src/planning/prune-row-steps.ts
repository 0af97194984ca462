import { columnsOf, type RowStep } from "@mlopsc/vocabulary";

/**
 * The row steps that decide which rows are in scope and what these columns hold: the split is not dealt anew when some
 * other column is derived in another way.
 */
export function pruneRowSteps(steps: readonly RowStep[], columns: readonly string[]): readonly RowStep[] {
  let needed = new Set(columns);
  const kept: RowStep[] = [];
  for (const step of steps.toReversed()) {
    if (step.kind === "select") {
      const used = step.columns.filter(({ to }) => needed.has(to));
      needed = new Set(used.map(({ from }) => from));
      if (used.some(({ from, to }) => from !== to)) kept.unshift({ ...step, columns: used });
      continue;
    }
    if (step.kind === "derive" && !needed.delete(step.name)) continue;
    for (const name of columnsOf(step.kind === "derive" ? step.expression : step.condition)) needed.add(name);
    kept.unshift(step);
  }
  return kept;
}
