import { codes } from "@mlopsc/diagnostics";
import { algorithmEntry, type DriftDetector, defaultDetector } from "@mlopsc/vocabulary";
import { findColumnOrReport } from "../semantics/expression/column-reference.ts";
import type { ChoiceValue, Declaration } from "../semantics/program.ts";
import type { TableSchema } from "../semantics/table-schema.ts";
import type { CheckContext } from "./check-context.ts";
import { readAlgorithm } from "./read-algorithm.ts";
import { taskNames } from "./read-metric.ts";

/** `classifier(random_forest(trees: 100), test: 20% by day)`; wrong parts are reported and keep their defaults. */
export function readDetector(
  choice: ChoiceValue | undefined,
  where: Declaration,
  schema: TableSchema | null,
  { reporter }: CheckContext,
): DriftDetector {
  const given = choice?.parameters.get("algorithm");
  const read = given?.kind === "syntax" ? readAlgorithm(given.value.expression, where, reporter) : null;
  const algorithm = read ?? defaultDetector.algorithm;
  if (given && !algorithmEntry(algorithm.algorithm).tasks.includes("binary")) {
    const parameters = { algorithm: algorithm.algorithm, task: taskNames.binary, column: "the sample" };
    reporter.report(where, given.span, codes.algorithmTask, parameters);
  }
  const test = choice?.parameters.get("test");
  const share = test?.kind === "percent" ? test.value : defaultDetector.testShare;
  if (test && (share <= 0 || share >= 1)) {
    const found = where.block.text.slice(test.span.start, test.span.end);
    const wanted = "a share above 0% and below 100%";
    reporter.report(where, test.span, codes.outOfRange, { what: "test", found, wanted });
  }
  const by = test && "by" in test ? test.by : undefined;
  const column = by && schema ? findColumnOrReport(by, schema, { declaration: where, reporter })?.name : by?.text;
  return {
    kind: "classifier",
    algorithm,
    testShare: share > 0 && share < 1 ? share : defaultDetector.testShare,
    ...(column === undefined ? {} : { testBy: column }),
  };
}
