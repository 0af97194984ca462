import { dayMilliseconds, daysFromCivil } from "../table/civil-date.ts";

/** What local time is ahead of UTC, in milliseconds, at an instant; NaN where the instant has no such offset. */
export type ZoneOffset = (milliseconds: number) => number;

const quarterHour = 900_000;
const zones = new Map<string, ZoneOffset>();

/**
 * The offsets of an IANA zone; those of a zone that does not exist are NaN.
 * Asking Intl takes microseconds. So an offset is kept for a day when both its ends have it (no zone changes twice in a
 * day), else for a quarter of an hour likewise, and only in a quarter that holds a change is each instant asked for.
 */
export function zoneOffset(zone: string): ZoneOffset {
  const known = zones.get(zone);
  if (known) return known;
  const fresh = cachedOffset(zone);
  zones.set(zone, fresh);
  return fresh;
}

function cachedOffset(zone: string): ZoneOffset {
  const format = formatFor(zone);
  if (format === undefined) return () => Number.NaN;
  const ask = (milliseconds: number): number => askOffset(format, milliseconds);
  const quarters = bucketed(quarterHour, ask, ask);
  return bucketed(dayMilliseconds, ask, quarters);
}

/** Keeps one offset a bucket where both ends agree; otherwise asks the finer source. */
function bucketed(width: number, ask: ZoneOffset, finer: ZoneOffset): ZoneOffset {
  const buckets = new Map<number, number>();
  let lastBucket = Number.NaN;
  let lastOffset = Number.NaN;
  return (milliseconds) => {
    const bucket = Math.floor(milliseconds / width);
    if (bucket !== lastBucket) {
      let offset = buckets.get(bucket);
      if (offset === undefined) {
        const start = ask(bucket * width);
        offset = start === ask((bucket + 1) * width - 1) ? start : Number.NaN;
        buckets.set(bucket, offset);
      }
      lastBucket = bucket;
      lastOffset = offset;
    }
    return Number.isNaN(lastOffset) ? finer(milliseconds) : lastOffset;
  };
}

function formatFor(zone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat("en-US-u-ca-iso8601-nu-latn", {
      timeZone: zone,
      hourCycle: "h23",
      era: "short",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
    });
  } catch {
    return undefined;
  }
}

function askOffset(format: Intl.DateTimeFormat, milliseconds: number): number {
  if (Math.abs(milliseconds) > 8.64e15) return Number.NaN;
  const second = Math.floor(milliseconds / 1000) * 1000;
  const parts: Record<string, string> = {};
  for (const { type, value } of format.formatToParts(second)) parts[type] = value;
  const named = Number(parts["year"]);
  const year = parts["era"]?.startsWith("B") ? 1 - named : named;
  const days = daysFromCivil(year, Number(parts["month"]), Number(parts["day"]));
  const clock = Number(parts["hour"]) * 3600 + Number(parts["minute"]) * 60 + Number(parts["second"]);
  return days * dayMilliseconds + clock * 1000 - second;
}
