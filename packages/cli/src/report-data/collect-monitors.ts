import type { KeptWindow } from "@mlopsc/engine";
import type { MonitorReport } from "../report/index.ts";
import { documentationOf, nameOf, outcomeAt, type ReportSource, stepsOf } from "./report-source.ts";

/** As many windows as a report draws. */
const most = 200;

export function collectMonitors(source: ReportSource): MonitorReport[] {
  return stepsOf(source, "register-monitor").flatMap(({ address, config, inputs }) => {
    if (outcomeAt(source, address, "register-monitor") === undefined) return [];
    const kept = source.registry.monitors.windows(nameOf(address), { most });
    const model = inputs["model"];
    const evaluation = model === undefined ? undefined : outcomeAt(source, `${model}/evaluate`, "evaluate-model");
    return [
      {
        name: nameOf(address),
        ...documentationOf(source, address),
        deployment: config.deployment,
        windows: kept.map(({ record }) => record as KeptWindow).map(({ record, live }) => ({ record, live })),
        test: evaluation?.test ?? {},
      },
    ];
  });
}
