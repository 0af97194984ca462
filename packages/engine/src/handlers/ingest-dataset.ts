import { codes, type Diagnostic, report } from "@mlopsc/diagnostics";
import { dayOf, filesOf } from "../apply/taken-day.ts";
import type { Handler } from "../walk/handler.ts";
import type { TableOutcome } from "./outcomes.ts";
import type { HandlerServices } from "./services.ts";
import { failedAt, tableFrom } from "./table-outcome.ts";

const dayMilliseconds = 86_400_000;

/**
 * Takes a source in as a version of a dataset. `today()` of the version is the day on which its content was first taken
 * in, so that a project that did not change stays as it is tomorrow; or that as of which it is taken in anew.
 */
export const ingestDataset = (services: HandlerServices): Handler<"ingest-dataset"> => ({
  version: 1,
  run: async (task) => {
    const { step, signal, progress } = task;
    const { source, columns } = step.config;
    const { registry, clock, projectFolder } = services;
    const store = await services.data.store();
    progress(null, source.path);
    const name = datasetName(step.address);
    const facts = {
      columns: columns.map(({ name: column, type }) => ({ name: column, type })),
      today: (object: string) =>
        dayOf(task.fingerprint ?? "") ??
        registry.datasets.withObject(name, object)?.today ??
        Math.floor(clock() / dayMilliseconds),
    };
    let doubts: readonly Diagnostic[] = [];
    const taken = await tableFrom(services, task, facts, async (path) => {
      const ingested = await store.ingest(step.config, projectFolder, path, signal, step.partPlaces);
      if (!ingested.failed) doubts = ingested.value.doubts;
      return ingested;
    });
    if (taken.failed) return taken;
    const now = await services.data.fingerprint(source, projectFolder, signal);
    if (now.failed) return failedAt(step.place, now.failed);
    if (now.value !== filesOf(task.fingerprint ?? ""))
      return { failed: [report(codes.sourceChanged, { address: step.address }, { place: step.place })] };
    const diagnostics = doubts.map((doubt) => ({ place: step.place, ...doubt }));
    return { outcome: taken.outcome, objects: [taken.outcome.table], diagnostics };
  },
  versions: ({ step, outcome, fingerprint = "" }) => {
    const { table, rows, columns, profile, today } = outcome as TableOutcome;
    return { dataset: { name: datasetName(step.address), object: table, columns, profile, rows, fingerprint, today } };
  },
});

/** `customers` of `dataset.customers`. */
const datasetName = (address: string): string => address.slice(address.indexOf(".") + 1);
