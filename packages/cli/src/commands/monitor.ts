import { setTimeout as delay } from "node:timers/promises";
import { type Engine, type Watched, watch } from "@mlopsc/engine";
import { exitCode, UsageError } from "../exit-code.ts";
import { actServices } from "../operations/act-services.ts";
import { metricsPage } from "../operations/metrics-page.ts";
import { appliedMonitors } from "../operations/monitors.ts";
import { roundText } from "../operations/round-text.ts";
import { projectOption } from "../project/open-state.ts";
import { withEngine } from "../project/with-engine.ts";
import { Stopped } from "../stopped.ts";
import { diagnosticsText } from "../terminal/diagnostics-text.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { type CommandRun, type Options, textOperand, textOption } from "./command.ts";
import { formatOption } from "./format-option.ts";

/** Looks until it is stopped, or once. What is told lies in the registry: a monitor that is killed goes on where it was. */
export const monitor: CommandRun = (terminal, operands, options) => {
  const format = formatOption(options, ["text", "json"]);
  const every = durationOption(textOption(options, "every") ?? "10s");
  const project = projectOption(terminal, options);
  return withEngine(project, async (engine) => {
    const names = appliedMonitors(engine.state.registry, textOperand(operands, 0));
    const show = ({ setup, look, acted }: Watched, text: string): void =>
      terminal.out(format === "json" ? `${JSON.stringify({ monitor: setup.name, ...look, acted })}\n` : text);
    if (options["once"] === true) {
      for (const name of names) show(...(await round(name, engine, project, options, terminal)));
      return exitCode.success;
    }
    const shown = portOption(options);
    const page = shown === undefined ? undefined : await metricsPage(engine, names, shown);
    const at = page === undefined ? "" : ` Figures at ${page.url}.`;
    terminal.err(terminal.colours.dim(`Watching ${names.join(", ")}.${at} Ctrl-C ends it.\n`));
    while (!terminal.signal.aborted) {
      for (const name of names)
        await orTell(async () => show(...(await round(name, engine, project, options, terminal))), terminal);
      await delay(every, undefined, { signal: terminal.signal }).catch(() => {});
    }
    await page?.close();
    return exitCode.success;
  });
};

async function round(
  name: string,
  engine: Engine,
  project: string,
  options: Options,
  terminal: Terminal,
): Promise<[Watched, string]> {
  const services = {
    ...actServices(engine, project, options, terminal),
    today: () => Math.floor(Date.now() / 86_400_000),
  };
  const watched = await watch(name, services, { now: Date.now(), refresh: true });
  if (watched?.ok !== true) throw new Stopped(watched?.problems ?? []);
  return [watched.value, roundText(watched.value, terminal)];
}

/** A target that cannot be reached now may be reached by the next look. */
async function orTell(work: () => Promise<void>, terminal: Terminal): Promise<void> {
  try {
    await work();
  } catch (problem) {
    if (!(problem instanceof Stopped)) throw problem;
    terminal.err(diagnosticsText(problem.diagnostics, problem.sources, terminal));
  }
}

function portOption(options: Options): number | undefined {
  const text = textOption(options, "metrics");
  if (text === undefined) return undefined;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new UsageError(`--metrics wants a number from 0 to 65535, not "${text}".`);
  return port;
}

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

function durationOption(text: string): number {
  const [, count, unit] = /^(\d+)(ms|s|m|h)$/.exec(text) ?? [];
  if (count === undefined || unit === undefined || Number(count) === 0)
    throw new UsageError(`--every wants a duration like 10s or 5m, not "${text}".`);
  return Number(count) * (units[unit] as number);
}
