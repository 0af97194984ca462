import type { AlertAction } from "@mlopsc/vocabulary";

type Retrain = Extract<AlertAction, { readonly kind: "retrain" }>;

/** A retraining that was begun. */
export interface Retraining {
  readonly model: string;
  /** When the alert asked for it: of a replay the time that it stands for. */
  readonly at: number;
  /** How long it took, really. */
  readonly milliseconds: number;
}

/** `why` nothing may be begun now; or how many `milliseconds` it may take, where that is bounded. */
export type Allowance =
  | { readonly why: string; readonly milliseconds?: never }
  | { readonly why?: never; readonly milliseconds?: number };

const day = 86_400_000;
const units = [1000, 60_000, 3_600_000, day];

/** What `at_most` and `budget` leave of a retraining that is asked for at a time, after those before. */
export function retrainAllowance(
  { model, atMost, budgetMilliseconds }: Retrain,
  at: number,
  before: readonly Retraining[],
): Allowance {
  const since = (milliseconds: number): readonly Retraining[] =>
    before.filter((each) => each.model === model && each.at > at - milliseconds && each.at <= at);
  if (atMost !== undefined) {
    const { count, milliseconds } = timesWithin(atMost);
    const done = since(milliseconds).length;
    if (done >= count)
      return { why: `it was retrained ${times(done)} in ${spanText(milliseconds)}, and may be ${times(count)}` };
  }
  if (budgetMilliseconds === undefined) return {};
  const spent = since(day).reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  if (spent < budgetMilliseconds) return { milliseconds: budgetMilliseconds - spent };
  return { why: `its budget of ${spanText(budgetMilliseconds)} in 24 h is spent` };
}

/** Those that may still count. */
export const keptRetrainings = (all: readonly Retraining[], now: number): readonly Retraining[] =>
  all.filter(({ at }) => at > now - 31 * day);

/** A rate as a count in the shortest unit of time in which it is a whole one: 2/d is two in 24 hours. */
function timesWithin(perSecond: number): { readonly count: number; readonly milliseconds: number } {
  for (const milliseconds of units) {
    const count = (perSecond * milliseconds) / 1000;
    if (count > 1 - 1e-9 && Math.abs(count - Math.round(count)) < 1e-9)
      return { count: Math.round(count), milliseconds };
  }
  const daily = (perSecond * day) / 1000;
  return daily < 1
    ? { count: 1, milliseconds: Math.round(day / daily) }
    : { count: Math.floor(daily), milliseconds: day };
}

const times = (count: number): string => (count === 1 ? "once" : count === 2 ? "twice" : `${count} times`);

/** `24 h`, `30 min`, `45 s`. */
function spanText(milliseconds: number): string {
  const [divisor, unit] =
    milliseconds % 3_600_000 === 0 ? [3_600_000, "h"] : milliseconds % 60_000 === 0 ? [60_000, "min"] : [1000, "s"];
  return `${Number((milliseconds / Number(divisor)).toPrecision(3))} ${unit}`;
}
