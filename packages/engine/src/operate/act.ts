import type { DesiredState } from "@mlopsc/plan";
import { rollBack } from "../deploy/roll-back.ts";
import { programEnvironment } from "../outside/program-environment.ts";
import { openProgramLog } from "../outside/program-log.ts";
import { runLine } from "../outside/run-line.ts";
import type { WatchState } from "./look.ts";
import type { MonitorSetup } from "./monitor-setup.ts";
import type { PendingAction } from "./pending-action.ts";
import { applyTarget, type RetrainServices, retrain } from "./retrain.ts";
import { keptRetrainings, type Retraining, retrainAllowance } from "./retrain-allowance.ts";

export interface ActServices extends RetrainServices {
  /** The project as it is now; what does not compile is told by throwing. */
  readonly desired: () => Promise<DesiredState>;
  /** Days since 1970-01-01: the day, or that of a replay. */
  readonly today: () => number;
}

/** What came of an action. */
export interface Acted {
  readonly action: PendingAction;
  /** In a sentence. */
  readonly message: string;
}

const commandMilliseconds = 600_000;

/** Does what alerts asked for, in order, each once; what a kill kept from being done is done by the next call. */
export async function act(
  setup: MonitorSetup,
  services: ActServices,
  name: string = setup.name,
): Promise<readonly Acted[]> {
  const { registry } = services.engine.state;
  const { monitors } = registry;
  const acted: Acted[] = [];
  for (;;) {
    const state = monitors.state(name) as WatchState | undefined;
    const next = state?.pending[0];
    if (state === undefined || next === undefined || services.signal?.aborted) return acted;
    const begun = services.clock();
    const { message, isRetraining } = await carryOut(next, state, setup, services);
    acted.push({ action: next, message });
    if (services.signal?.aborted) return acted;
    registry.together(() => {
      // Another look may have kept more while it ran: only what is done is taken out.
      const now = monitors.state(name) as WatchState;
      const pending = now.pending.filter(({ alert, at }) => alert !== next.alert || at !== next.at);
      const done = isRetraining ? [retrainingOf(next, services.clock() - begun)] : [];
      const retrainings = [...keptRetrainings(now.retrainings ?? [], next.at), ...done];
      monitors.save(name, { state: { ...now, pending, retrainings }, cursors: [], windows: [] });
    });
  }
}

const retrainingOf = ({ action, at }: PendingAction, milliseconds: number): Retraining => ({
  model: action.kind === "retrain" ? action.model : "",
  ...{ at, milliseconds },
});

interface Done {
  readonly message: string;
  /** It counts against what the alert allows. */
  readonly isRetraining?: boolean;
}

async function carryOut(
  { alert, action, source, at }: PendingAction,
  { retrainings = [] }: WatchState,
  setup: MonitorSetup,
  services: ActServices,
): Promise<Done> {
  const reason = `alert ${alert}: ${source}`;
  switch (action.kind) {
    case "retrain": {
      const { why, milliseconds } = retrainAllowance(action, at, retrainings);
      if (why === undefined)
        return { message: await retrained(action, milliseconds, reason, setup, services), isRetraining: true };
      const { decisions } = services.engine.state.registry;
      decisions.add({
        subject: `alert.${alert}`,
        event: "not retrained",
        message: `${action.model}: ${why}`,
        detail: null,
      });
      return { message: `${action.model} is not retrained: ${why}` };
    }
    case "rollback":
      return { message: await rolledBack(action.deploy, reason, setup, services) };
    case "run":
      return { message: await ran(action.command, alert, reason, services) };
  }
}

/** `milliseconds`: stopped then, where it is bounded; what was finished of it is kept. */
async function retrained(
  action: Extract<PendingAction["action"], { kind: "retrain" }>,
  milliseconds: number | undefined,
  reason: string,
  setup: MonitorSetup,
  services: ActServices,
): Promise<string> {
  const desired = await services.desired();
  const isEnsemble = desired.steps.some(({ address }) => address === `ensemble.${action.model}`);
  const model = `${isEnsemble ? "ensemble" : "model"}.${action.model}`;
  const request = { model, deployment: setup.config.deployment, today: services.today(), reason };
  const limit = milliseconds === undefined ? undefined : AbortSignal.timeout(milliseconds);
  const signals = [limit, services.signal].filter((signal) => signal !== undefined);
  const bounded = limit === undefined ? services : { ...services, signal: AbortSignal.any(signals) };
  const { result, why } = await retrain(desired, request, bounded);
  // What live data are held against is what the model that answers now has learned from.
  if (result === "deployed") await applyTarget(desired, `monitor.${setup.name}`, services, undefined);
  return `${model} ${result}: ${why}`;
}

async function rolledBack(
  deployment: string,
  reason: string,
  setup: MonitorSetup,
  { engine, signal }: ActServices,
): Promise<string> {
  const { registry } = engine.state;
  const target = deployment === setup.config.deployment ? setup.config.target : lastTarget(engine, deployment);
  const holder = registry.lock.acquire(engine.services.deployment.who);
  const about = { subject: `deploy.${deployment}/${target}`, event: "not rolled back", detail: null };
  const told = (message: string): string => {
    registry.decisions.add({ ...about, message: `${reason}: ${message}` });
    return message;
  };
  if (holder !== undefined) return told(`${holder.who} applies; \`mlopsc rollback ${deployment}\` does it by hand`);
  try {
    const { back, problems } = await rollBack(
      engine.services,
      { deployment, target, reason },
      signal ? { signal } : {},
    );
    if (problems !== undefined) return told(problems.map(({ message }) => message).join("; "));
    return `deploy.${deployment} rolled back to version ${back.to.version}`;
  } finally {
    registry.lock.release();
  }
}

const lastTarget = ({ state }: ActServices["engine"], deployment: string): string => {
  const targets = state.registry.releases.list(deployment).map(({ target }) => target);
  return targets.at(-1) ?? "";
};

/** A program of the team's own, in the project's folder: what it does is its business, its log is kept. */
async function ran(
  command: readonly string[],
  alert: string,
  reason: string,
  { engine, signal = new AbortController().signal }: ActServices,
): Promise<string> {
  const { projectFolder, registry } = engine.services;
  const log = openProgramLog(projectFolder, `alert.${alert}`, () => {});
  const line = command.join(" ");
  const { variables = {} } = programEnvironment([]);
  const end = await runLine({
    ...{ program: { line, words: command, shell: false }, more: [], folder: projectFolder, signal },
    ...{ timeoutMilliseconds: commandMilliseconds, variables: { ...variables, MLOPSC_ALERT: alert } },
    log: log.run(line, []),
  });
  const how = {
    exited: end.kind === "exited" ? `ended with exit code ${end.exitCode}` : "",
    killed: end.kind === "killed" ? `was ended by ${end.signal}` : "",
    timedOut: `had not ended after ${commandMilliseconds / 60_000} minutes`,
    missing: "could not be found",
  }[end.kind];
  const message = `\`${line}\` ${how}`;
  registry.decisions.add({ subject: `alert.${alert}`, event: "ran", message: `${reason}: ${message}`, detail: end });
  return message;
}
