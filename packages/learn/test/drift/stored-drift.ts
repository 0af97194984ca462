import { readFileSync } from "node:fs";

/** What make-drift.py stored. */
export interface StoredDrift {
  readonly numbers: readonly {
    readonly reference: readonly number[];
    readonly current: readonly number[];
    readonly statistic: number;
    readonly exact: number;
    readonly asymptotic: number;
    readonly wasserstein: number;
  }[];
  readonly counts: readonly {
    readonly reference: readonly number[];
    readonly current: readonly number[];
    readonly chiSquared: number;
    readonly pValue: number;
    readonly jensenShannon: number;
    readonly populationStability: number;
  }[];
  readonly kolmogorov: readonly (readonly [n: number, d: number, survival: number])[];
  readonly chiSquared: readonly (readonly [x: number, freedom: number, survival: number])[];
  readonly fisher: readonly (readonly [a: number, b: number, c: number, d: number, pValue: number])[];
  readonly areas: readonly {
    readonly scores: readonly number[];
    readonly negatives: number;
    readonly auc: number;
    readonly pValue: number;
  }[];
  readonly streams: Readonly<Record<"river" | "riverFour" | "riverNumpy" | "moa", string>>;
}

export const storedDrift: StoredDrift = JSON.parse(
  readFileSync(new URL("../reference/drift.json", import.meta.url), "utf8"),
);
