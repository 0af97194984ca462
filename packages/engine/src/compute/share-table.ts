import { isText, type Table, type TableColumn } from "@mlopsc/learn";

/** The same table on memory that threads share: sending it to a worker copies nothing but the dictionaries. */
export const shareTable = (table: Table): Table => ({ rows: table.rows, columns: table.columns.map(shareColumn) });

function shareColumn(column: TableColumn): TableColumn {
  if (isText(column)) {
    const codes = new Int32Array(new SharedArrayBuffer(column.codes.byteLength));
    codes.set(column.codes);
    return { ...column, codes };
  }
  const values = new Float64Array(new SharedArrayBuffer(column.values.byteLength));
  values.set(column.values);
  return { ...column, values };
}
