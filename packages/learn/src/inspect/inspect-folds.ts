import type { FoldPlan, ModelDefinition } from "@mlopsc/vocabulary";
import { rarestClass } from "../model/rarest-class.ts";
import type { Table } from "../table/table.ts";
import type { DataDoubt } from "./data-doubt.ts";

/** A class with fewer rows than there are folds, where the table carries the target as it is. */
export function inspectFolds(definition: ModelDefinition, table: Table, plan: FoldPlan): readonly DataDoubt[] {
  if (plan.kind === "holdout") return [];
  const rarest = rarestClass(definition, table);
  return rarest !== undefined && rarest.rows < plan.folds ? [{ kind: "rareClass", ...rarest, folds: plan.folds }] : [];
}
