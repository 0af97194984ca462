import type { ClassLabel } from "../model/class-labels.ts";
import { numericColumn } from "../table/columns.ts";
import type { Table } from "../table/table.ts";

/**
 * What members say, as features of a learner over them (scikit-learn's StackingClassifier and StackingRegressor): the
 * number, or of two classes the probability of the second, under the member's name; of more classes one a class,
 * `NAME=CLASS`.
 * @param said for each member rows × classes, or numbers, all of the same rows
 */
export function memberColumns(
  names: readonly string[],
  classes: readonly ClassLabel[],
  said: readonly Float64Array[],
): Table {
  const width = Math.max(1, classes.length);
  const rows = (said[0]?.length ?? 0) / width;
  const columns = names.flatMap((name, member) => {
    const outputs = classes.length > 2 ? classes.map((label, at) => [`${name}=${label}`, at] as const) : [];
    const told = outputs.length > 0 ? outputs : [[name, width - 1] as const];
    return told.map(([title, output]) => {
      const values = new Float64Array(rows);
      for (let row = 0; row < rows; row++) values[row] = said[member]![row * width + output]!;
      return { ...numericColumn(title, "number", []), values };
    });
  });
  return { rows, columns };
}
