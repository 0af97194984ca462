import type { AggregateName } from "@mlopsc/vocabulary";

const names: Readonly<Record<AggregateName, true>> = {
  sum: true,
  mean: true,
  min: true,
  max: true,
  count: true,
  count_distinct: true,
  median: true,
  stddev: true,
  first: true,
  last: true,
  mode: true,
};

export const aggregateNames: readonly AggregateName[] = Object.keys(names) as AggregateName[];

export const isAggregateName = (name: string): name is AggregateName => Object.hasOwn(names, name);
