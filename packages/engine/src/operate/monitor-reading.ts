import { type MonitorReading, windowFigure } from "@mlopsc/monitor";
import { nameText } from "@mlopsc/plan";
import { alertFigures, columnFigures } from "@mlopsc/vocabulary";
import type { HandlerServices } from "../handlers/services.ts";
import type { KeptWindow, WatchState } from "./look.ts";
import type { MonitorSetup } from "./monitor-setup.ts";

/** What a monitor shows to Prometheus: the figures of its last window, and where its alerts stand. Undefined before the first. */
export function monitorReading({ registry }: HandlerServices, setup: MonitorSetup): MonitorReading | undefined {
  const state = registry.monitors.state(setup.name) as WatchState | undefined;
  const kept = registry.monitors.windows(setup.name, { most: 1 })[0]?.record as KeptWindow | undefined;
  if (state === undefined || kept === undefined) return undefined;
  const source = { record: kept.record, test: setup.test, ...(kept.live === null ? {} : { live: kept.live }) };
  const figures = figureNames(setup).flatMap((name): [string, number][] => {
    const value = windowFigure(name, source);
    return value === undefined ? [] : [[name, value]];
  });
  const { project, deployment } = setup.config;
  return {
    ...{ project, deployment, monitor: setup.name, windowEnd: kept.record.window.end },
    ...{ figures: Object.fromEntries(figures), alerts: state.alerts },
  };
}

function figureNames({ definition, test }: MonitorSetup): readonly string[] {
  const metrics = Object.keys(test);
  return [
    ...Object.keys(alertFigures),
    ...Object.keys(columnFigures).flatMap((figure) =>
      definition.columns.map(({ name }) => `${figure}(${nameText(name)})`),
    ),
    ...metrics.flatMap((metric) => [`live.${metric}`, `test.${metric}`]),
  ];
}
