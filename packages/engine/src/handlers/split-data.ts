import { codes, type Diagnostic, report } from "@mlopsc/diagnostics";
import type { SplitData, StepOf } from "@mlopsc/plan";
import { shareTable } from "../compute/share-table.ts";
import type { SplitDataOutput } from "../compute/tasks/split-data-task.ts";
import type { Handler } from "../walk/handler.ts";
import { learningFailed } from "./learn-problem.ts";
import { inputOutcome } from "./model-inputs.ts";
import type { SplitOutcome } from "./outcomes.ts";
import type { HandlerServices } from "./services.ts";

/** Parts the rows, and goes on only where the parts are shown to share no key. */
export const splitData = (services: HandlerServices): Handler<"split-data"> => ({
  version: 1,
  run: async ({ step, inputs, signal, progress }) => {
    const data = inputOutcome<"transform-data">(inputs, "data");
    const table = shareTable(await services.data.table(data.table));
    const { steps, split, disjoint, seed } = step.config;
    const output = await services.compute.run(
      "split-data",
      { table, steps, split, disjoint, seed, today: data.today },
      { signal, onProgress: progress },
    );
    if (!output.ok) return learningFailed(step, output.problem);
    const problems = splitProblems(step, output);
    if (problems.length > 0) return { failed: problems };
    const object = await services.objects.write(output.codes);
    const outcome: SplitOutcome = { codes: object, rows: output.rows, proof: output.proof };
    return { outcome, objects: [object] };
  },
});

function splitProblems(
  { place }: StepOf<"split-data", SplitData>,
  { rows, proof }: Extract<SplitDataOutput, { ok: true }>,
): Diagnostic[] {
  const all = rows.train + rows.test;
  const parts = all === 0 ? (["train"] as const) : (["train", "test"] as const);
  const empty = parts.filter((part) => rows[part] === 0);
  const shared = [proof.keys, proof.groups].flatMap((counts) => (counts && counts.shared > 0 ? [counts] : []));
  return [
    ...empty.map((part) => report(codes.partEmpty, { part: partNames[part], rows: all }, { place })),
    ...shared.map(({ columns, shared: count }) =>
      report(codes.partsShareKeys, { column: columns.join(", "), shared: count }, { place }),
    ),
  ];
}

const partNames = { train: "training", test: "test" } as const;
