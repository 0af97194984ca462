import { civilFromDays, dayMilliseconds, daysFromCivil, daysInMonth } from "./civil-date.ts";

const datePattern = /^([+-]\d{6}|\d{4})-(\d{2})-(\d{2})$/;
const timestampPattern =
  /^([+-]\d{6}|\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(?:(Z)|([+-])(\d{2}):?(\d{2}))?$/;

/** Days since 1970-01-01 of `YYYY-MM-DD`; NaN where the text is not a date that exists. */
export function parseDate(text: string): number {
  if (text.length === 10) return shortDate(text);
  const match = datePattern.exec(text);
  return match ? civilDays(match) : Number.NaN;
}

/**
 * Milliseconds since 1970-01-01 UTC of an ISO 8601 date and time, to the microsecond; NaN where the text is none.
 * Without an offset it is UTC.
 */
export function parseTimestamp(text: string): number {
  const plain = text.length === 20 ? plainTimestamp(text) : undefined;
  if (plain !== undefined) return plain;
  const match = timestampPattern.exec(text);
  if (!match) return Number.NaN;
  const [hour, minute, second] = [Number(match[4]), Number(match[5]), Number(match[6] ?? 0)];
  const [offsetHour, offsetMinute] = [Number(match[10] ?? 0), Number(match[11] ?? 0)];
  if (hour > 23 || minute > 59 || second > 59 || offsetHour > 23 || offsetMinute > 59) return Number.NaN;
  const offset = (match[9] === "-" ? -60_000 : 60_000) * (offsetHour * 60 + offsetMinute);
  const micros = Math.floor(Number((match[7] ?? "").padEnd(9, "0")) / 1000);
  const whole = civilDays(match) * dayMilliseconds + hour * 3_600_000 + minute * 60_000 + second * 1000 - offset;
  return micros % 1000 === 0 ? whole + micros / 1000 : (whole * 1000 + micros) / 1000;
}

/** `YYYY-MM-DD` of days since 1970-01-01. */
export function formatDate(days: number): string {
  const { year, month, day } = civilFromDays(Math.floor(days));
  return `${formatYear(year)}-${pad(month)}-${pad(day)}`;
}

/** ISO 8601 in UTC of milliseconds since 1970-01-01, with as many decimals of the second as it has, up to six. */
export function formatTimestamp(milliseconds: number): string {
  const days = Math.floor(milliseconds / dayMilliseconds);
  const rest = Math.round((milliseconds - days * dayMilliseconds) * 1000);
  const seconds = Math.floor(rest / 1_000_000);
  const fraction = String(rest - seconds * 1_000_000)
    .padStart(6, "0")
    .replace(/(000){1,2}$/, "");
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(pad).join(":");
  return `${formatDate(days)}T${clock}${fraction === "" ? "" : `.${fraction}`}Z`;
}

/** `YYYY-MM-DD` at the beginning, read without the pattern: that is how nearly all dates are written. */
function shortDate(text: string): number {
  const year = 100 * digits(text, 0) + digits(text, 2);
  const hyphens = text.charCodeAt(4) === hyphen && text.charCodeAt(7) === hyphen;
  return hyphens ? existingDay(year, digits(text, 5), digits(text, 8)) : Number.NaN;
}

/** `YYYY-MM-DDThh:mm:ssZ`; undefined where it is written in another way. */
function plainTimestamp(text: string): number | undefined {
  const [hour, minute, second] = [digits(text, 11), digits(text, 14), digits(text, 17)];
  const isPlain =
    text.charCodeAt(10) === letterT &&
    text.charCodeAt(13) === colon &&
    text.charCodeAt(16) === colon &&
    text[19] === "Z";
  if (!isPlain || !(hour < 24 && minute < 60 && second < 60)) return undefined;
  return shortDate(text) * dayMilliseconds + hour * 3_600_000 + minute * 60_000 + second * 1000;
}

const [hyphen, colon, letterT] = [45, 58, 84];

/** The number of two digits; NaN where they are none. */
function digits(text: string, at: number): number {
  const [tens, ones] = [text.charCodeAt(at) - 48, text.charCodeAt(at + 1) - 48];
  return tens >= 0 && tens < 10 && ones >= 0 && ones < 10 ? 10 * tens + ones : Number.NaN;
}

const civilDays = (match: RegExpExecArray): number => existingDay(Number(match[1]), Number(match[2]), Number(match[3]));

function existingDay(year: number, month: number, day: number): number {
  if (Number.isNaN(year + month + day)) return Number.NaN;
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return Number.NaN;
  return daysFromCivil(year, month, day);
}

const pad = (value: number): string => (value < 10 ? `0${value}` : String(value));

function formatYear(year: number): string {
  if (year >= 0 && year <= 9999) return String(year).padStart(4, "0");
  return `${year < 0 ? "-" : "+"}${String(Math.abs(year)).padStart(6, "0")}`;
}
