import { type FittedPart, formatTimestamp, type JsonScalar, parseTimestamp, type TrainedModel } from "@mlopsc/learn";
import type { PlainRecord } from "./distorting-proxy.ts";

/** A mistake that a server makes, and the columns of which one must be named. */
export interface Fault {
  readonly name: string;
  readonly columns: readonly string[];
  /** What must be said of it; absent where no usual mistake is meant. */
  readonly says?: RegExp;
  /** On the way to the server. */
  readonly distort?: (record: PlainRecord) => PlainRecord;
  /** In the document that the server loads. */
  readonly model?: (model: TrainedModel) => TrainedModel;
  /** The server's clock runs ahead, in days. */
  readonly days?: number;
}

export const faults: readonly Fault[] = [
  {
    name: "null handling: missing ages are 0",
    columns: ["age"],
    says: /missing values were 0/,
    distort: numbers("age", (age) => age ?? 0),
  },
  {
    name: "null handling: the learned median was lost",
    columns: ["age"],
    model: (model) =>
      inParts(model, "fill", (fill) => (fill.name === "age" ? { ...fill, value: Number(fill.value) + 9 } : fill)),
  },
  {
    name: "category order: levels by another rule",
    columns: ["plan"],
    says: /in another order/,
    model: (model) => inParts(model, "ordinal", (each) => ({ ...each, levels: [...each.levels].reverse() })),
  },
  {
    name: "category order: each level is the next",
    columns: ["plan"],
    says: /in another order/,
    model: (model) =>
      inParts(model, "ordinal", ({ levels: [first, ...more], ...each }) => ({ ...each, levels: [...more, first!] })),
  },
  {
    name: "locale: the decimal comma cuts",
    columns: ["income"],
    says: /cut off/,
    distort: numbers("income", (value) => Math.trunc(value!)),
  },
  {
    name: "locale: the decimal mark is a separator of thousands",
    columns: ["income"],
    says: /lost their decimal mark/,
    distort: numbers("income", (value) => Number(String(value).replace(".", ""))),
  },
  { name: "time zone: local time east of UTC", columns: ["seen"], says: /2 hours later/, distort: shifted(2) },
  { name: "time zone: local time west of UTC", columns: ["seen"], says: /5\.5 hours earlier/, distort: shifted(-5.5) },
  {
    name: "time zone: the server's day has begun already",
    columns: ["signup"],
    says: /the server's day were after that of UTC/,
    days: 1,
  },
  {
    name: "float width: numbers in single precision",
    columns: ["bytes", "income", "call"],
    says: /in single precision/,
    distort: (record) =>
      changed(record, ["age", "income", "bytes", "call"], (value) =>
        value === null ? null : Math.fround(value as number),
      ),
  },
  {
    name: "column order: two columns have changed places",
    columns: ["age", "bytes"],
    says: /`age` and `bytes` had changed places/,
    distort: (record) => ({ ...record, age: record["bytes"]!, bytes: record["age"] ?? 0 }),
  },
  {
    name: "integer overflow: 32 bits",
    columns: ["bytes"],
    says: /32-bit integers/,
    distort: numbers("bytes", (value) => value! | 0),
  },
  {
    name: "integer overflow: an account number beyond 2^53",
    columns: ["account"],
    says: /digits were numbers/,
    distort: texts("account", (value) => String(Number(value))),
  },
  {
    name: "day and month",
    columns: ["signup"],
    says: /days and months were swapped/,
    distort: texts("signup", dayFirst),
  },
  {
    name: "Unicode normalisation",
    columns: ["town"],
    says: /decomposed form/,
    distort: texts("town", (value) => value.normalize("NFD")),
  },
  {
    name: "missing or empty text: empty is missing",
    columns: ["note"],
    says: /empty texts were missing/,
    distort: texts("note", (value) => (value === "" ? null : value)),
  },
  {
    name: "missing or empty text: missing is empty",
    columns: ["note"],
    says: /missing values were ""/,
    distort: (record) => changed(record, ["note"], (value) => value ?? ""),
  },
  {
    name: "boolean spelling: the text false is true",
    columns: ["active"],
    says: /all true/,
    distort: (record) => changed(record, ["active"], (value) => (value === null ? null : true)),
  },
  {
    name: "scale: milliseconds for seconds",
    columns: ["call"],
    says: /1000 times as large/,
    distort: numbers("call", (value) => value! * 1000),
  },
  {
    name: "scale: another deviation",
    columns: ["income"],
    model: (model) =>
      inParts(model, "scale", (each) => (each.name === "income" ? { ...each, width: each.width * 1.3 } : each)),
  },
];

function changed(
  record: PlainRecord,
  columns: readonly string[],
  take: (value: JsonScalar) => JsonScalar,
): PlainRecord {
  return { ...record, ...Object.fromEntries(columns.map((name) => [name, take(record[name] ?? null)])) };
}

function numbers(column: string, take: (value: number | null) => number | null): (record: PlainRecord) => PlainRecord {
  return (record) => changed(record, [column], (value) => take(value as number | null));
}

function texts(column: string, take: (value: string) => string | null): (record: PlainRecord) => PlainRecord {
  return (record) => changed(record, [column], (value) => (typeof value === "string" ? take(value) : value));
}

function shifted(hours: number): (record: PlainRecord) => PlainRecord {
  return texts("seen", (value) => formatTimestamp(parseTimestamp(value) + hours * 3_600_000));
}

function dayFirst(value: string): string {
  const [year, month, day] = value.split("-") as [string, string, string];
  return Number(day) > 12 ? value : `${year}-${day}-${month}`;
}

type Fitted = Extract<FittedPart, { readonly kind: "fill" | "ordinal" | "scale" }>;
type FittedColumn<Kind> = Extract<Fitted, { readonly kind: Kind }>["columns"][number];

function inParts<Kind extends Fitted["kind"]>(
  model: TrainedModel,
  kind: Kind,
  change: (column: FittedColumn<Kind>) => object,
): TrainedModel {
  const parts = model.pipeline.parts.map((part) =>
    part.kind === kind
      ? { ...part, columns: (part as Fitted).columns.map((each) => change(each as FittedColumn<Kind>)) }
      : part,
  );
  return { ...model, pipeline: { ...model.pipeline, parts: parts as readonly FittedPart[] } };
}
