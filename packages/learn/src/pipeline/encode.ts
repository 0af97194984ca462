import type { FittedStep } from "@mlopsc/vocabulary";
import { failed } from "../problem.ts";
import type { Table } from "../table/table.ts";
import { chosenColumns } from "./choose-columns.ts";
import { oneHotOf } from "./encode-one-hot.ts";
import { crossFitted, targetMeansOf } from "./encode-target.ts";
import type { StepContext, StepOutcome } from "./fit-context.ts";
import { asLevels, levelCounts } from "./levels.ts";
import { targetValues } from "./target-values.ts";

type EncodeStep = Extract<FittedStep, { kind: "encode" }>;

/** Learns the levels, or what the target is at each of them. */
export function fitEncode(step: EncodeStep, table: Table, context: StepContext): StepOutcome {
  const chosen = chosenColumns(table, step.columns, context);
  if (!chosen.ok) return chosen;
  const columns = chosen.value;
  const names = columns.map(({ name }) => name);
  switch (step.method) {
    case "one_hot":
      return {
        ok: true,
        part: { kind: "one_hot", columns: columns.map((column) => oneHotOf(column, step.limit ?? 50)) },
      };
    case "hashing":
      return { ok: true, part: { kind: "hashing", columns: names, buckets: step.buckets ?? 16 } };
    case "ordinal": {
      const fitted = columns.map((column) => ({
        name: column.name,
        levels: levelCounts(asLevels(column)).map(({ level }) => level),
      }));
      return { ok: true, part: { kind: "ordinal", columns: fitted } };
    }
    case "target": {
      const target = targetValues(table, context);
      if (target === undefined) return failed({ kind: "targetNeeded", step: context.step });
      const smoothing = step.smoothing ?? 10;
      const fitted = columns.map((column) => targetMeansOf(column, target, smoothing));
      const output = crossFitted(table, names, target, smoothing, context);
      return { ok: true, part: { kind: "target_means", columns: fitted }, output };
    }
  }
}
