import type { DeploymentName, Found, FoundRelease, Outcome, Platform } from "@mlopsc/deploy";
import type { DeployModel, DesiredState } from "@mlopsc/plan";
import type { DeployOutcome } from "../handlers/outcomes.ts";
import type { Registry } from "../registry/registry.ts";
import type { Release } from "../registry/release-records.ts";
import type { DeploymentServices } from "./deployment-services.ts";

/** By address of each deployed step: in what way its target is not any more as it was left. Nothing is changed. */
export async function targetDrift(
  desired: DesiredState,
  registry: Registry,
  services: Pick<DeploymentServices, "platform">,
): Promise<Readonly<Record<string, readonly string[]>>> {
  const drifted: Record<string, readonly string[]> = {};
  for (const { address, kind } of desired.steps) {
    const done = kind === "deploy-model" ? registry.steps.current(address) : undefined;
    if (done?.kind !== "deploy-model") continue;
    const config = JSON.parse(done.config) as DeployModel;
    const outcome = done.outcome as DeployOutcome;
    const serving = registry.releases.serving(config.deployment, config.target.name);
    const expected = serving === undefined ? outcome : { release: serving.number, image: serving.image };
    const changes = [
      ...(expected.release === outcome.release ? [] : [otherRelease(serving!, outcome)]),
      ...(await driftOf(await services.platform(config.target.platform), nameOf(config), expected)),
    ];
    if (changes.length > 0) drifted[address] = changes;
  }
  return drifted;
}

export const nameOf = ({ project, deployment, target }: DeployModel): DeploymentName => ({
  project,
  deployment,
  target: target.name,
});

/** The release that is meant to answer. */
type Expected = Pick<DeployOutcome, "release" | "image">;

async function driftOf(
  platform: Outcome<Platform>,
  name: DeploymentName,
  expected: Expected,
): Promise<readonly string[]> {
  const inspected = platform.ok ? await platform.value.inspect(name) : platform;
  if (!inspected.ok) return inspected.problems.map(({ message }) => `what runs there cannot be seen: ${message}`);
  return differences(inspected.value, expected);
}

/** In words; empty where the release answers all requests, by all its replicas. */
export function differences({ front, releases, images }: Found, { release, image }: Expected): readonly string[] {
  const found = releases.find((each) => each.release === release);
  const changes = [
    ...(front === undefined ? ["its front is gone"] : front.state === "healthy" ? [] : [`its front is ${front.state}`]),
    ...(found === undefined ? [`release ${release} is gone`] : replicaChanges(found)),
    ...(images.includes(image) ? [] : [`its image ${shortened(image)} is gone`]),
  ];
  if (changes.length > 0 || front === undefined) return changes;
  const routed = front.routes.filter(({ share }) => share > 0);
  return routed.length === 1 && routed[0]?.release === release
    ? []
    : [`requests go to ${routed.map((route) => `release ${route.release}`).join(" and ") || "no release"}`];
}

function replicaChanges({ release, wanted, replicas }: FoundRelease): readonly string[] {
  const ill = replicas.filter(({ state }) => state !== "healthy");
  const gone = wanted - replicas.length;
  return [
    ...ill.map(({ replica, state, exitCode }) => {
      const ended = exitCode === undefined ? "" : ` (exit code ${exitCode})`;
      return `replica ${replica} of release ${release} is ${state}${ended}`;
    }),
    ...(gone > 0 ? [`${gone} of ${wanted} replicas of release ${release} ${gone === 1 ? "is" : "are"} gone`] : []),
  ];
}

const otherRelease = ({ number, version }: Release, { release }: DeployOutcome): string =>
  `release ${release} was rolled back: release ${number} (version ${version}) answers`;

const shortened = (image: string): string => image.replace(/^sha256:/, "").slice(0, 12);
