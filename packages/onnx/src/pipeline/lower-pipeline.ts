import { applyPipeline, type FittedPart, type Table } from "@mlopsc/learn";
import { lowerExpression } from "../expression/lower-expression.ts";
import type { Scope } from "../expression/scope.ts";
import type { Bools } from "../graph/graph.ts";
import { type Lowered, type Lowering, type Refused, refused } from "../lower/lowered.ts";
import { lowerPart } from "./lower-part.ts";

export interface LoweredPipeline {
  readonly columns: ReadonlyMap<string, Lowered>;
  /** Those columns, without rows. */
  readonly shape: Table;
  /** Whether all filters let a row through; undefined where there are none. */
  readonly inScope: Bools | Refused | undefined;
}

/** The columns after a pipeline's parts, as it runs in a server. `at` counts the parts from 0. */
export function lowerPipeline(
  lowering: Lowering,
  parts: readonly FittedPart[],
  input: ReadonlyMap<string, Lowered>,
  inputShape: Table,
): LoweredPipeline {
  let [columns, shape] = [input, inputShape];
  let inScope: Bools | Refused | undefined;
  for (const [at, part] of parts.entries()) {
    if ("trainingOnly" in part && part.trainingOnly) continue;
    const scope: Scope = { lowering, columns, shape };
    if (part.kind === "filter") {
      inScope = both(lowering, inScope, atStep(lowerExpression(part.condition, scope), at));
      continue;
    }
    const after = applyPipeline({ version: 1, parts: [part] }, shape, { today: 0, serving: true }).output;
    const before = columns;
    const made = lowerPart(part, scope, after);
    columns = new Map([...made].map(([name, value]) => [name, before.get(name) === value ? value : atStep(value, at)]));
    shape = after;
  }
  return { columns, shape, inScope };
}

/** Says of a refusal, once, at which step it arose. */
const atStep = (value: Lowered, at: number): Lowered =>
  value.type === "refused" && value.step === undefined ? refused(value.what, at) : value;

function both(lowering: Lowering, sofar: Bools | Refused | undefined, condition: Lowered): Bools | Refused {
  if (sofar !== undefined && "type" in sofar) return sofar;
  if (condition.type === "refused") return condition;
  if (condition.type === "texts") throw new Error("a condition is a bool");
  const holds = lowering.less(0, condition.values);
  return sofar === undefined ? holds : lowering.and(sofar, holds);
}
