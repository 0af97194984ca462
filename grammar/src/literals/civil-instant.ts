const pattern = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(\.\d+)?)?(?:Z|([+-])(\d\d):(\d\d))?)?$/;
const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/**
 * A date in days, or a timestamp in milliseconds, since 1970-01-01 UTC; null where the calendar has no such day or the
 * clock no such time. A timestamp without a zone is UTC. Days are counted after Howard Hinnant's `days_from_civil`.
 */
export function readInstant(text: string): { readonly node: "date" | "timestamp"; readonly value: number } | null {
  const match = pattern.exec(text);
  if (!match) return null;
  const part = (index: number): number => Number(match[index] ?? 0);
  const [year, month, day] = [part(1), part(2), part(3)];
  if (month < 1 || month > 12 || day < 1 || day > monthLength(year, month)) return null;
  const date = daysSinceEpoch(year, month, day);
  if (match[4] === undefined) return { node: "date", value: date };
  const [hour, minute, second, zoneHour, zoneMinute] = [part(4), part(5), part(6), part(9), part(10)];
  if (hour > 23 || minute > 59 || second > 59 || zoneHour > 23 || zoneMinute > 59) return null;
  const offset = (zoneHour * 60 + zoneMinute) * (match[8] === "-" ? -1 : 1);
  const milliseconds = Math.floor(Number(`0${match[7] ?? ""}`) * 1000);
  const value = date * 86_400_000 + (hour * 60 + minute - offset) * 60_000 + second * 1000 + milliseconds;
  return { node: "timestamp", value };
}

function monthLength(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 && leap ? 29 : (monthLengths[month - 1] ?? 0);
}

function daysSinceEpoch(year: number, month: number, day: number): number {
  const marchYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  return (
    era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
  );
}
