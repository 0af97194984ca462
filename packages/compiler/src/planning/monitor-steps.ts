import type { RegisterMonitor, Step } from "@mlopsc/plan";
import type { MonitorWindow } from "@mlopsc/vocabulary";
import type { Analyses } from "../models/analyses.ts";
import { choiceOf, labelKey, referencesOf } from "../models/attributes.ts";
import { watchedModels } from "../models/check-monitor.ts";
import { monitorWindow } from "../models/monitor-window.ts";
import { readDetector } from "../models/read-detector.ts";
import type { Declaration, Program } from "../semantics/program.ts";
import { createReporter } from "../semantics/reporter.ts";
import { alertDefinitions, channelDefinitions } from "./alert-definition.ts";
import { blockPlace, tableAddress } from "./table-steps.ts";

const hour = 3_600_000;

/** What live data are held against; none where the deployment or its model is not complete. */
export function monitorSteps(monitor: Declaration, program: Program, analyses: Analyses): readonly Step[] {
  const [deploy] = referencesOf(program, monitor, "watch");
  const [served] = deploy ? referencesOf(program, deploy.declaration, "model") : [];
  const target = deploy && referencesOf(program, deploy.declaration, "through").at(-1);
  const transform = watchedModels(monitor, program, analyses.models)[0]?.transform;
  if (deploy === undefined || served === undefined || target === undefined || !transform) return [];
  const [labels] = referencesOf(program, monitor, "labels");
  const key = labelKey(monitor, program);
  const joined = labels !== undefined && key.length > 0;
  const data = transform.declaration.address;
  // What is wrong with a detector was told when it was checked.
  const checked = { program, tables: analyses, reporter: createReporter() };
  return [
    {
      address: monitor.address,
      kind: "register-monitor",
      config: {
        project: program.project.name,
        deployment: deploy.declaration.name,
        target: target.declaration.name,
        reference: choiceOf(program, monitor, "reference")?.name === "test" ? "test" : "train",
        ...windowConfig(monitorWindow(monitor, program)),
        ...(joined ? { labels: { key } } : {}),
        detector: readDetector(choiceOf(program, monitor, "detector"), monitor, null, checked),
        seed: program.project.seed,
      },
      inputs: {
        ...{ data, split: `${data}/split`, model: served.declaration.address },
        ...(joined ? { labels: tableAddress(labels.declaration, analyses) } : {}),
      },
      place: blockPlace(monitor),
    },
    ...alertSteps(monitor, program, analyses),
  ];
}

const windowConfig = (window: MonitorWindow): Pick<RegisterMonitor, "windowMilliseconds" | "windowRequests"> =>
  window.kind === "time"
    ? { windowMilliseconds: window.milliseconds }
    : { windowMilliseconds: hour, windowRequests: window.requests };

function alertSteps(monitor: Declaration, program: Program, analyses: Analyses): readonly Step[] {
  const alerts = alertDefinitions(program, analyses, monitor);
  if (alerts.length === 0) return [];
  return [
    {
      address: `${monitor.address}/alerts`,
      kind: "set-alerts",
      config: { alerts, channels: channelDefinitions(program, analyses, alerts) },
      inputs: { monitor: monitor.address },
      place: blockPlace(monitor),
    },
  ];
}
