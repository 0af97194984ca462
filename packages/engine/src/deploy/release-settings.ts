import type { RequestLogSpec, Strategy } from "@mlopsc/deploy";
import type { DeployModel } from "@mlopsc/plan";
import { canonicalJson } from "@mlopsc/plan";

/** What a release is started with, beside its image: kept with it, so that it can be started again. */
export interface ReleaseSettings {
  readonly port: number;
  readonly replicas: number;
  readonly memory?: number;
  readonly log: RequestLogSpec;
  /** The environment variable that holds it: read when a release is started. */
  readonly apiKey?: string;
}

/** A month of requests, or a quarter of a gigabyte a replica. */
const kept = { bytes: 256_000_000, days: 30 };

export const settingsOf = ({ target, keys, apiKey }: DeployModel): ReleaseSettings => ({
  port: target.port,
  replicas: target.replicas,
  log: { ...kept, keys },
  ...(apiKey === undefined ? {} : { apiKey }),
  ...(target.memoryBytes === undefined ? {} : { memory: target.memoryBytes }),
});

export const areSettings = (settings: unknown, asked: ReleaseSettings): boolean =>
  canonicalJson(settings) === canonicalJson(asked);

export const strategyOf = ({ rollout }: DeployModel): Strategy =>
  rollout.kind === "canary"
    ? { kind: "canary", share: rollout.share, hold: rollout.holdMilliseconds }
    : { kind: rollout.kind };
