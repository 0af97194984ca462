import type { Handler } from "../walk/handler.ts";
import { soundPath } from "./data-access.ts";
import type { TableOutcome } from "./outcomes.ts";
import type { HandlerServices } from "./services.ts";
import { tableFrom } from "./table-outcome.ts";

/** Runs the relational part of a transform. Its day is the latest of those of its inputs. */
export const transformData = (services: HandlerServices): Handler<"transform-data"> => ({
  version: 1,
  run: async (task) => {
    const { step, inputs, signal, progress } = task;
    const tables = Object.entries(inputs).map(([name, { outcome }]) => [name, outcome as TableOutcome] as const);
    const today = Math.max(...tables.map(([, table]) => table.today));
    progress(null, `${tables.reduce((sum, [, { rows }]) => sum + rows, 0)} rows`);
    const paths: Record<string, string> = {};
    for (const [name, { table }] of tables) paths[name] = await soundPath(services.objects, table);
    const store = await services.data.store();
    const made = await tableFrom(services, task, { columns: step.config.columns, today: () => today }, (path) =>
      store.transform(step.config, paths, path, { today }, signal),
    );
    return made.failed ? made : { outcome: made.outcome, objects: [made.outcome.table] };
  },
});
