import type { ScalarKind } from "@mlopsc/vocabulary";
import { dayMilliseconds } from "../values/number-value.ts";

/** A range as a spec writes it, whole days over a timestamp as dates. */
export function rangeText(kind: ScalarKind, low: number, high: number): string {
  if (kind === "date") return `${dateText(low)}..${dateText(high)}`;
  if (kind === "timestamp") {
    const days = low % dayMilliseconds === 0 && (high + 1) % dayMilliseconds === 0;
    return days
      ? `${dateText(low / dayMilliseconds)}..${dateText((high + 1) / dayMilliseconds - 1)}`
      : `${instantText(low)}..${instantText(high)}`;
  }
  return kind === "duration" ? `${durationText(low)}..${durationText(high)}` : `${low}..${high}`;
}

/** Days since 1970-01-01 as `2020-04-01`: counted in cycles of 400 years from March 0000 (Hinnant 2013). */
function dateText(days: number): string {
  const shifted = days + 719_468;
  const cycle = Math.floor(shifted / 146_097);
  const day = shifted - cycle * 146_097;
  const year = Math.floor((day - Math.floor(day / 1460) + Math.floor(day / 36_524) - Math.floor(day / 146_096)) / 365);
  const inYear = day - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
  const march = Math.floor((5 * inYear + 2) / 153);
  const month = march < 10 ? march + 3 : march - 9;
  const date = inYear - Math.floor((153 * march + 2) / 5) + 1;
  return `${pad(year + cycle * 400 + (month <= 2 ? 1 : 0), 4)}-${pad(month, 2)}-${pad(date, 2)}`;
}

function instantText(milliseconds: number): string {
  const days = Math.floor(milliseconds / dayMilliseconds);
  const seconds = Math.floor((milliseconds - days * dayMilliseconds) / 1000);
  const time = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return `${dateText(days)}T${time.map((part) => pad(part, 2)).join(":")}Z`;
}

function durationText(milliseconds: number): string {
  const unit = [
    ["d", dayMilliseconds],
    ["h", 3_600_000],
    ["m", 60_000],
    ["s", 1000],
  ] as const;
  const [name, length] = unit.find(([, size]) => milliseconds % size === 0) ?? ["ms", 1];
  return `${milliseconds / length}${name}`;
}

const pad = (value: number, width: number): string => String(value).padStart(width, "0");
