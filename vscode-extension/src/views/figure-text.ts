/** "345 ms", "12 s", "3.5 min", "2 h": as long as one reads it at a glance. */
export function durationText(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  const units = [
    { length: 3_600_000, name: "h" },
    { length: 60_000, name: "min" },
    { length: 1000, name: "s" },
  ];
  const unit = units.find(({ length }) => milliseconds >= length) ?? { length: 1000, name: "s" };
  const value = milliseconds / unit.length;
  return `${value < 10 ? Number(value.toFixed(1)) : Math.round(value)} ${unit.name}`;
}

/** Four significant digits: metrics stand under each other in lists. */
export const figureText = (value: number): string => {
  if (value !== 0 && Math.abs(value) < 0.0001) return value.toExponential(2);
  const digits = Math.abs(value) >= 1000 ? 0 : 4;
  return String(Number(value.toFixed(digits)));
};

export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;
