import { formatDate, formatTimestamp, type JsonScalar, parseDate, parseTimestamp } from "@mlopsc/learn";
import type { ColumnType } from "@mlopsc/vocabulary";

/** A mistake that servers make with one value: what they would take it for. */
export interface Distortion {
  /** Completes "as if …": "missing values were 0". */
  readonly says: string;
  readonly take: (value: JsonScalar) => JsonScalar;
}

/** The usual mistakes with values of a kind, the most usual first. */
export function distortionsOf({ kind }: ColumnType): readonly Distortion[] {
  switch (kind) {
    case "int":
    case "number":
    case "duration":
      return [...gapsAs(0, -1), ...numberMistakes, ...always];
    case "bool":
      return [...gapsAs(false, true), ...boolMistakes, ...always];
    case "text":
    case "category":
    case "id":
      return [...gapsAs("", "null", "None", "nan"), ...textMistakes, ...always];
    case "date":
      return [...gapsAs("1970-01-01"), ...dateMistakes, ...always];
    case "timestamp":
      return [...gapsAs("1970-01-01T00:00:00Z"), ...timestampMistakes, ...always];
  }
}

const always: readonly Distortion[] = [{ says: "values were all missing", take: () => null }];

const gapsAs = (...values: readonly JsonScalar[]): readonly Distortion[] =>
  values.map((stand) => ({
    says: `missing values were ${JSON.stringify(stand)}`,
    take: (value) => (value === null ? stand : value),
  }));

const numbers = (says: string, take: (value: number) => JsonScalar): Distortion => ({
  says,
  take: (value) => {
    if (typeof value !== "number") return value;
    const taken = take(value);
    return typeof taken === "number" && !Number.isFinite(taken) ? null : taken;
  },
});

const scales = [1000, 100, 10, 60, 3600, 1e6].flatMap((factor) => [
  numbers(`values were ${factor} times as large`, (value) => value * factor),
  numbers(`values were ${factor} times smaller`, (value) => value / factor),
]);

const numberMistakes: readonly Distortion[] = [
  numbers("0 were missing", (value) => (value === 0 ? null : value)),
  numbers("values were in single precision", Math.fround),
  numbers("values were whole numbers, cut off", Math.trunc),
  numbers("values were whole numbers, rounded", Math.round),
  numbers("values had lost their decimal mark", (value) => Number(String(value).replace(".", ""))),
  numbers("values were 32-bit integers", (value) => value | 0),
  ...scales,
  numbers("values had lost their sign", Math.abs),
  numbers("values had the other sign", (value) => -value),
  numbers("fractions were missing", (value) => (Number.isInteger(value) ? value : null)),
];

const boolMistakes: readonly Distortion[] = [
  { says: "true and false were swapped", take: (value) => (value === null ? null : !value) },
  { says: "values were all false", take: (value) => (value === null ? null : false) },
  { says: "values were all true", take: (value) => (value === null ? null : true) },
];

const texts = (says: string, take: (value: string) => JsonScalar): Distortion => ({
  says,
  take: (value) => (typeof value === "string" ? take(value) : value),
});

/** Each byte of its UTF-8 as a sign of its own. */
const misread = (value: string): string => Buffer.from(value, "utf8").toString("latin1");

const textMistakes: readonly Distortion[] = [
  texts("empty texts were missing", (value) => (value === "" ? null : value)),
  texts("texts were in Unicode's composed form (NFC)", (value) => value.normalize("NFC")),
  texts("texts were in Unicode's decomposed form (NFD)", (value) => value.normalize("NFD")),
  texts("texts had lost their accents", (value) => value.normalize("NFD").replace(/\p{M}/gu, "")),
  texts("texts were UTF-8 read as Latin-1", misread),
  texts("texts were only ASCII", (value) => value.replace(/\P{ASCII}/gu, "?")),
  texts("texts were in small letters", (value) => value.toLowerCase()),
  texts("texts were in capitals", (value) => value.toUpperCase()),
  texts("texts had no spaces at their ends", (value) => value.trim()),
  texts("digits were numbers", (value) => (/^[+-]?\d+(\.\d+)?$/.test(value) ? String(Number(value)) : value)),
  ...[8, 16, 32, 64, 128, 255].map((length) =>
    texts(`texts were cut after ${length} signs`, (value) => value.slice(0, length)),
  ),
];

const dates = (says: string, take: (value: string) => string | null): Distortion => texts(says, take);

/** Null where there is no such month. */
const swapDayAndMonth = (value: string): string | null => {
  const [, year, month, day, rest] = /^(.*)-(\d\d)-(\d\d)(T.*)?$/.exec(value) ?? [];
  if (year === undefined || Number(day) > 12) return null;
  return `${year}-${day}-${month}${rest ?? ""}`;
};

const dateMistakes: readonly Distortion[] = [
  dates("days and months were swapped", (value) => swapDayAndMonth(value) ?? value),
  dates("days and months were swapped, and days above 12 missing", swapDayAndMonth),
  ...[-1, 1].map((days) =>
    dates(`days were one ${days < 0 ? "earlier" : "later"}`, (value) => formatDate(parseDate(value) + days)),
  ),
];

const minutesOfZones = Array.from({ length: 53 }, (_, step) => (step - 24) * 30).filter((minutes) => minutes !== 0);

const timestampMistakes: readonly Distortion[] = [
  ...minutesOfZones.map((minutes) =>
    dates(`times were ${hoursText(Math.abs(minutes))} ${minutes < 0 ? "earlier" : "later"}`, (value) =>
      formatTimestamp(parseTimestamp(value) + minutes * 60_000),
    ),
  ),
  dates("days and months were swapped", (value) => swapDayAndMonth(value) ?? value),
  dates("days and months were swapped, and days above 12 missing", swapDayAndMonth),
  dates("times were midnight", (value) => `${value.slice(0, value.indexOf("T"))}T00:00:00Z`),
  dates("times were whole seconds", (value) => value.replace(/\.\d+/, "")),
];

function hoursText(minutes: number): string {
  const hours = minutes / 60;
  return hours === 1 ? "1 hour" : `${hours} hours`;
}
