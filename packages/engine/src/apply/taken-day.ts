/**
 * A source's fingerprint tells its files, and where they were taken in anew as of a day, that day: `5feceb66…@18262`. So
 * `today()` moves on when a person or a retraining says so, and an unchanged project stays unchanged tomorrow.
 */
export const takenOn = (files: string, day: number): string => `${files}@${day}`;

/** Of files as they are now: with the day of last time, where they are the same as then. */
export const asTaken = (files: string, recorded: string | undefined): string =>
  recorded !== undefined && filesOf(recorded) === files ? recorded : files;

export const filesOf = (fingerprint: string): string => fingerprint.split("@", 1)[0]!;

/** Days since 1970-01-01; undefined where the files were taken in when they first came. */
export function dayOf(fingerprint: string): number | undefined {
  const [, day] = fingerprint.split("@");
  return day === undefined ? undefined : Number(day);
}
