import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { grafanaDashboard, prometheusRules } from "@mlopsc/monitor";
import { exitCode } from "../exit-code.ts";
import { setupOf } from "../operations/monitors.ts";
import { projectOption } from "../project/open-state.ts";
import { withEngine } from "../project/with-engine.ts";
import { type CommandRun, textOperand, textOption } from "./command.ts";

export const monitorRules: CommandRun = (terminal, operands, options) =>
  withEngine(projectOption(terminal, options), async (engine) => {
    const { name, config, alerts } = await setupOf(engine, textOperand(operands, 0) ?? "");
    const { project, deployment, windowMilliseconds } = config;
    const watched = { project, deployment, monitor: name, windowMilliseconds, alerts: alerts.alerts };
    const folder = resolve(terminal.folder, textOption(options, "out") ?? ".");
    mkdirSync(folder, { recursive: true });
    const files = {
      [`${name}.rules.yml`]: prometheusRules(watched),
      [`${name}.dashboard.json`]: `${JSON.stringify(grafanaDashboard(watched), null, 2)}\n`,
    };
    for (const [file, text] of Object.entries(files)) {
      writeFileSync(join(folder, file), text);
      terminal.out(`${join(folder, file)}\n`);
    }
    return exitCode.success;
  });
