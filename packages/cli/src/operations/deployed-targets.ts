import { codes, report } from "@mlopsc/diagnostics";
import type { Registry } from "@mlopsc/engine";
import type { DeployModel } from "@mlopsc/plan";
import { Stopped } from "../stopped.ts";

/** A target that a deployment was brought to. */
export interface DeployedTarget {
  readonly deployment: string;
  readonly target: string;
  readonly address: string;
  readonly config: DeployModel;
}

/** Of all deployments, in the order in which a version goes through them. */
export function deployedTargets(registry: Registry): readonly DeployedTarget[] {
  const steps = Object.values(registry.snapshot().steps).filter(({ kind }) => kind === "deploy-model");
  const depth = (address: string): number => {
    const after = steps.find((step) => step.address === address)?.inputs["after"];
    return after === undefined ? 0 : 1 + depth(after);
  };
  return steps
    .map(({ address, config: text }) => {
      const config = JSON.parse(text) as DeployModel;
      return { deployment: config.deployment, target: config.target.name, address, config };
    })
    .sort((a, b) => a.deployment.localeCompare(b.deployment) || depth(a.address) - depth(b.address));
}

/** The target that is named, or the last: production. Ends the command where there is none. */
export function deployedTarget(registry: Registry, deployment: string, target: string | undefined): DeployedTarget {
  const all = deployedTargets(registry);
  const own = all.filter((each) => each.deployment === deployment);
  const last = own.at(-1);
  if (last === undefined) {
    const known = [...new Set(all.map((each) => each.deployment))];
    throw new Stopped([report(codes.unknownDeployment, { deployment, known })]);
  }
  const named = target === undefined ? last : own.find((each) => each.target === target);
  if (named !== undefined) return named;
  const known = own.map((each) => each.target);
  throw new Stopped([report(codes.unknownTarget, { deployment, target: target ?? "", known })]);
}
