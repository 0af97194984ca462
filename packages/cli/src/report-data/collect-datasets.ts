import type { ExpectationResult } from "@mlopsc/engine";
import { splitText } from "@mlopsc/plan";
import type { DatasetReport, ExpectationReport, SplitReport } from "../report/index.ts";
import { documentationOf, nameOf, outcomeAt, type ReportSource, stepsOf } from "./report-source.ts";

/** The version of each dataset that the project stands on, with its expectations. */
export function collectDatasets(source: ReportSource): DatasetReport[] {
  return stepsOf(source, "ingest-dataset").flatMap((step) => {
    const taken = outcomeAt(source, step.address, "ingest-dataset");
    if (taken === undefined) return [];
    const checked = outcomeAt(source, `${step.address}/expect`, "validate-dataset");
    const { columns, profile, rows } = checked ?? taken;
    const name = nameOf(step.address);
    const version = source.registry.datasets.withObject(name, taken.table);
    return [
      {
        name,
        ...documentationOf(source, step.address),
        version: version === undefined ? (checked ?? taken).table.slice(0, 12) : String(version.version),
        source: step.config.source.path,
        ...(version === undefined ? {} : { takenIn: new Date(version.created).toISOString() }),
        rows,
        key: step.config.key,
        columns: columns.flatMap((column, index) => {
          const found = profile.find((each) => each.name === column.name) ?? profile[index];
          return found === undefined ? [] : [{ type: column.type, profile: found }];
        }),
        expectations: (checked?.expectations ?? []).map(expectation),
      },
    ];
  });
}

export function collectSplits(source: ReportSource): SplitReport[] {
  return stepsOf(source, "split-data").flatMap((step) => {
    const outcome = outcomeAt(source, step.address, "split-data");
    if (outcome === undefined) return [];
    const { train, test, outOfScope } = outcome.rows;
    return [
      {
        name: nameOf(step.address),
        method: `split test ${splitText(step.config.split)}`,
        train,
        test,
        outOfScope,
        proof: outcome.proof,
      },
    ];
  });
}

function expectation({ source, holds, otherwise, value, failing }: ExpectationResult): ExpectationReport {
  const outcome = holds ? "held" : ({ fail: "failed", warn: "warned", drop: "dropped" } as const)[otherwise];
  const measured = failing === null && value !== null ? { measured: value } : {};
  const share = source.trimEnd().endsWith("%") ? { share: true as const } : {};
  return { source, outcome, ...measured, ...share, ...(failing === null || holds ? {} : { rows: failing }) };
}
