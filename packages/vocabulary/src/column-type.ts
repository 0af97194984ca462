/** What a column may hold. `int` and `number` are IEEE doubles: a value is finite or missing, never NaN or infinite. */
export type ScalarKind = "bool" | "int" | "number" | "text" | "category" | "id" | "date" | "timestamp" | "duration";

/**
 * The type of a column, as declared or inferred. How a value of each kind is held in memory and in plans:
 * bool 0 or 1; int and number as they are; date in days, timestamp in milliseconds since 1970-01-01 UTC;
 * duration in milliseconds; text, category and id as strings.
 */
export interface ColumnType {
  readonly kind: ScalarKind;
  readonly nullable: boolean;
  /** Personal data: must not reach a model, a log or a report un-anonymised. */
  readonly pii?: true;
  /** The allowed values of a category or text, when declared. */
  readonly levels?: readonly string[];
  /** The allowed numbers, both ends included, in the representation above. */
  readonly range?: { readonly low?: number; readonly high?: number };
}

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
}

/** True of the kinds that are held as doubles; the others are held as codes into a dictionary. */
export const isNumericStorage = (kind: ScalarKind): boolean => kind !== "text" && kind !== "category" && kind !== "id";

/** True of the kinds that `numeric` selects: quantities, not flags, dates or names. */
export const isQuantity = (kind: ScalarKind): boolean => kind === "int" || kind === "number" || kind === "duration";
