import { type AggregateName, aggregates } from "@mlopsc/vocabulary";

export const aggregateNames: readonly AggregateName[] = Object.keys(aggregates) as AggregateName[];

export const isAggregateName = (name: string): name is AggregateName => Object.hasOwn(aggregates, name);
