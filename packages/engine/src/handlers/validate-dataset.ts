import { rm } from "node:fs/promises";
import { codes, type Diagnostic, report } from "@mlopsc/diagnostics";
import type { Expectation, StepOf, ValidateDataset } from "@mlopsc/plan";
import type { ExpectationResult } from "../data/validate.ts";
import type { Handler } from "../walk/handler.ts";
import { soundPath } from "./data-access.ts";
import { inputOutcome } from "./model-inputs.ts";
import type { ValidateDatasetOutcome } from "./outcomes.ts";
import type { HandlerServices } from "./services.ts";
import { failedAt } from "./table-outcome.ts";

/** Holds a dataset against what is expected of it, and puts aside the rows that are to be dropped. */
export const validateDataset = (services: HandlerServices): Handler<"validate-dataset"> => ({
  version: 1,
  run: async ({ step, inputs, signal }) => {
    const { objects } = services;
    const { place } = step;
    const data = inputOutcome<"ingest-dataset">(inputs, "data");
    const store = await services.data.store();
    const [input, clean, aside] = [
      await soundPath(objects, data.table),
      await objects.scratchPath(),
      await objects.scratchPath(),
    ];
    try {
      const validated = await store.validate(step.config, { input, clean, aside }, { today: data.today }, signal);
      if (validated.failed) return failedAt(place, validated.failed);
      const { results, rows, dropped } = validated.value;
      const errors = diagnosticsOf(step, results, "fail");
      if (errors.length > 0) return { failed: errors };
      const table = await objects.adopt(clean);
      const profile = table === data.table ? data.profile : undefined;
      const measured = profile ? { value: profile } : await store.profile(await objects.pathOf(table), signal);
      if (measured.failed) return failedAt(place, measured.failed);
      const outcome: ValidateDatasetOutcome = {
        ...{ table, rows, columns: data.columns, profile: measured.value, today: data.today },
        expectations: results,
        aside: dropped > 0 ? await objects.adopt(aside) : null,
        asideRows: dropped,
      };
      const diagnostics = [...diagnosticsOf(step, results, "warn"), ...diagnosticsOf(step, results, "drop")];
      return { outcome, objects: [table, ...(outcome.aside === null ? [] : [outcome.aside])], diagnostics };
    } finally {
      await rm(clean, { force: true });
      await rm(aside, { force: true });
    }
  },
});

function diagnosticsOf(
  { place: block, partPlaces, config: { expectations } }: StepOf<"validate-dataset", ValidateDataset>,
  results: readonly ExpectationResult[],
  otherwise: Expectation["otherwise"],
): Diagnostic[] {
  return results.flatMap((result, at) => {
    if (result.holds || result.otherwise !== otherwise) return [];
    const { source: expectation, failing } = result;
    const place = partPlaces?.[at] ?? block;
    if (otherwise === "drop") {
      const rows = failing ?? 0;
      return report(codes.rowsPutAside, { expectation, rows }, { place });
    }
    const measured = measuredText(expectations[at], result);
    const code = otherwise === "fail" ? codes.expectationFailed : codes.expectationDoubtful;
    return report(code, { expectation, measured }, { place });
  });
}

/** What was found, with the first row that shows it. */
function measuredText(expectation: Expectation | undefined, { value, failing, examples }: ExpectationResult): string {
  if (failing === null || expectation?.test === "measure") {
    return value === null ? "there is nothing to measure" : `it is ${Number(value.toPrecision(6))}`;
  }
  const [example] = examples;
  const rows = `${failing} ${failing === 1 ? "row does" : "rows do"} not`;
  if (example === undefined) return rows;
  const values = Object.entries(example.values).map(([name, cell]) => `${name} ${cell ?? "missing"}`);
  return `${rows}, first row ${example.row} (${values.join(", ")})`;
}
