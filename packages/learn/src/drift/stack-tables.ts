import { done, failed, type Outcome } from "../problem.ts";
import { requireColumn } from "../table/columns.ts";
import { dictionaryBuilder } from "../table/dictionary-builder.ts";
import { isText, type Table, type TableColumn } from "../table/table.ts";

/** The rows of both, one table above the other; a problem where a column holds text in one and numbers in the other. */
export function stackTables(above: Table, below: Table, names: readonly string[]): Outcome<Table> {
  const columns: TableColumn[] = [];
  for (const name of names) {
    const stacked = stackColumns(requireColumn(above, name), requireColumn(below, name));
    if (stacked === undefined) {
      return failed({ kind: "wrongKind", step: 0, column: name, found: requireColumn(below, name).kind });
    }
    columns.push(stacked);
  }
  return done({ rows: above.rows + below.rows, columns });
}

function stackColumns(above: TableColumn, below: TableColumn): TableColumn | undefined {
  if (isText(above) && isText(below)) {
    const builder = dictionaryBuilder();
    const first = above.dictionary.map((entry) => builder.codeOf(entry));
    const second = below.dictionary.map((entry) => builder.codeOf(entry));
    const codes = new Int32Array(above.codes.length + below.codes.length);
    codes.set(above.codes.map((code) => first[code] ?? -1));
    codes.set(
      below.codes.map((code) => second[code] ?? -1),
      above.codes.length,
    );
    return { ...above, codes, dictionary: builder.dictionary };
  }
  if (isText(above) || isText(below)) return undefined;
  const values = new Float64Array(above.values.length + below.values.length);
  values.set(above.values);
  values.set(below.values, above.values.length);
  return { ...above, values };
}
