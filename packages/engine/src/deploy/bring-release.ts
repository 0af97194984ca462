import {
  type Candidate,
  type DeploymentName,
  type Outcome,
  type Platform,
  type ReleaseSpec,
  type RolloutEvent,
  rollOut,
  type Strategy,
} from "@mlopsc/deploy";
import { codes, type Diagnostic, report } from "@mlopsc/diagnostics";
import type { Clock } from "../registry/clock.ts";
import type { Registry } from "../registry/registry.ts";
import { apiKeyIn } from "./api-key.ts";
import type { ReleaseSettings } from "./release-settings.ts";
import { retireLogs } from "./retire-logs.ts";

/** A model version that is to answer on a target. */
export interface Newcomer {
  readonly name: DeploymentName;
  /** Of the step: what the history is told about. */
  readonly address: string;
  readonly model: string;
  readonly version: number;
  readonly image: string;
  readonly settings: ReleaseSettings;
  readonly strategy: Strategy;
  /** What becomes of the release that answers now. */
  readonly before: "replaced" | "rolled_back";
  readonly reason: string;
  readonly check?: (candidate: Candidate, signal: AbortSignal) => Promise<readonly Diagnostic[]>;
}

export interface ReleaseServices {
  readonly platform: Platform;
  readonly registry: Registry;
  readonly clock: Clock;
  readonly who: string;
  readonly signal?: AbortSignal;
  /** What is worth reading again, and what is only true for a moment. */
  readonly onNote?: (line: string) => void;
  readonly onLine?: (line: string) => void;
}

/** Rolls a release out under the next number, and writes down what came of it. Gives its number. */
export async function bringRelease(newcomer: Newcomer, services: ReleaseServices): Promise<Outcome<number>> {
  const { name, model, version, image, settings, strategy, before, check } = newcomer;
  const { platform, registry, clock, who, signal } = services;
  const limits = startedWith(name, settings);
  if (!limits.ok) return limits;
  const inspected = await platform.inspect(name);
  if (!inspected.ok) return inspected;
  const { deployment, target } = name;
  const known = [
    ...inspected.value.releases.map(({ release }) => release),
    ...registry.releases.list(deployment, target).map(({ number }) => number),
  ];
  const number = Math.max(0, ...known) + 1;
  const key = { deployment, target, number };
  registry.releases.start({ ...key, model, version, image, settings, who });
  const rolled = await rollOut(
    {
      name,
      release: { release: number, image, ...limits.value },
      front: { port: settings.port, image },
      strategy,
      ...(check ? { check } : {}),
    },
    { platform, clock, ...(signal ? { signal } : {}), onEvent: (event) => tellEvent(event, services) },
  );
  const decided = (event: string, message: string): void =>
    registry.decisions.add({ subject: newcomer.address, event, message, detail: { release: number, version, image } });
  if (!rolled.ok) {
    const reason = rolled.problems.map(({ message }) => message).join("; ");
    registry.releases.end(key, "refused", reason);
    decided("refused", `release ${number} (version ${version}) was not let in: ${reason}`);
    return rolled;
  }
  registry.releases.serve(key, before);
  await retireLogs(name, settings.log, services);
  decided(
    before === "replaced" ? "deployed" : "rolled back",
    `release ${number} (version ${version}) answers: ${newcomer.reason}`,
  );
  return { ok: true, value: number };
}

/** What a release is started with besides its image: the key is read now, and kept nowhere. */
export function startedWith(
  { deployment }: DeploymentName,
  { port, apiKey: variable, ...limits }: ReleaseSettings,
): Outcome<Omit<ReleaseSpec, "release" | "image">> {
  const apiKey = apiKeyIn(variable);
  if (variable !== undefined && apiKey === undefined)
    return { ok: false, problems: [report(codes.apiKeyMissing, { deployment, variable })] };
  return { ok: true, value: { ...limits, ...(apiKey === undefined ? {} : { apiKey }) } };
}

export function tellEvent(event: RolloutEvent, { onLine, onNote }: ReleaseServices): void {
  const tell = event.kind === "judged" ? onLine : onNote;
  tell?.(eventText(event));
}

function eventText(event: RolloutEvent): string {
  switch (event.kind) {
    case "waits":
      return `release ${event.release} waits for release ${event.after} to end`;
    case "started":
      return `release ${event.release} runs, ${event.replicas} ${event.replicas === 1 ? "replica" : "replicas"}`;
    case "checked":
      return `release ${event.release} holds its checks`;
    case "routed":
      return `requests: ${Object.entries(event.shares)
        .map(([release, share]) => `${Math.round(100 * share)} % to release ${release}`)
        .join(", ")}`;
    case "judged":
      return `canary: ${event.canary.requests} requests, ${event.canary.errors} errors`;
    case "removed":
      return `release ${event.release} ended`;
    case "undone":
      return `release ${event.release} is taken back`;
    default:
      return unknownEvent(event);
  }
}

function unknownEvent(event: never): never {
  throw new Error(`unknown event ${JSON.stringify(event)}`);
}
