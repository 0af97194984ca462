import type { DeploymentName, Found, FrontStatus, Outcome, Platform, ReleaseCounts } from "@mlopsc/deploy";
import type { DeployModel, FinishedStep } from "@mlopsc/plan";
import type { DeployOutcome } from "../handlers/outcomes.ts";
import type { HandlerServices } from "../handlers/services.ts";
import type { Release } from "../registry/release-records.ts";
import { targetAddress } from "./target-address.ts";
import { differences, nameOf } from "./target-drift.ts";

/** What is meant to answer on a target, and what is really there. */
export interface TargetStatus {
  readonly deployment: string;
  readonly target: string;
  readonly platform: DeployModel["target"]["platform"];
  readonly port: number;
  /** `http://HOST:PORT`, where it answers. */
  readonly url: string;
  /** As it was brought there; undefined where nothing was. */
  readonly serving?: Release;
  readonly releases: readonly ReleaseState[];
  /** In what way the target is not as it was left; why it cannot be seen. Empty: all is well. */
  readonly problems: readonly string[];
}

export interface ReleaseState {
  readonly release: number;
  readonly version: string;
  /** 0..1, of the requests. */
  readonly share: number;
  readonly healthy: number;
  readonly wanted: number;
  /** Since the routes were set; undefined where the front cannot be asked. */
  readonly counts?: ReleaseCounts;
}

/** Asks the platform of a deployed step what runs. Changes nothing. */
export async function targetStatus(services: HandlerServices, address: string): Promise<TargetStatus> {
  const { registry, deployment } = services;
  const step = registry.steps.current(address);
  if (step === undefined) throw new Error(`${address} was not deployed`);
  const config = JSON.parse((step as FinishedStep).config) as DeployModel;
  const name = nameOf(config);
  const serving = registry.releases.serving(name.deployment, name.target);
  const base = {
    ...{
      deployment: name.deployment,
      target: name.target,
      platform: config.target.platform,
      port: config.target.port,
      url: targetAddress(config.target),
    },
    ...(serving === undefined ? {} : { serving }),
  };
  const opened = await deployment.platform(config.target.platform);
  const inspected = opened.ok ? await opened.value.inspect(name) : opened;
  if (!opened.ok || !inspected.ok) return { ...base, releases: [], problems: messages(opened.ok ? inspected : opened) };
  const expected = {
    ...(step.outcome as DeployOutcome),
    ...(serving ? { release: serving.number, image: serving.image } : {}),
  };
  const status = await frontStatus(opened.value, name, inspected.value);
  return {
    ...base,
    releases: releaseStates(inspected.value, status),
    problems: differences(inspected.value, expected),
  };
}

async function frontStatus(
  platform: Platform,
  name: DeploymentName,
  { front }: Found,
): Promise<FrontStatus | undefined> {
  if (front?.state !== "healthy") return undefined;
  const status = await platform.frontStatus(name);
  return status.ok ? status.value : undefined;
}

const releaseStates = ({ front, releases }: Found, status: FrontStatus | undefined): readonly ReleaseState[] =>
  releases.map(({ release, version, wanted, replicas }) => {
    const counts = status?.releases.find((each) => each.release === release);
    return {
      ...{ release, version, wanted },
      share: front?.routes.find((route) => route.release === release)?.share ?? 0,
      healthy: replicas.filter(({ state }) => state === "healthy").length,
      ...(counts === undefined ? {} : { counts }),
    };
  });

const messages = (outcome: Outcome<unknown>): readonly string[] =>
  outcome.ok ? [] : outcome.problems.map(({ message }) => message);
