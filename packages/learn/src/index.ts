export type { NumericColumn, Table, TableColumn, TextColumn } from "./table/table.ts";
export { isText } from "./table/table.ts";
