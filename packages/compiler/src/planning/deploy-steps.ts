import type { Step } from "@mlopsc/plan";
import type { RolloutDefinition, TargetDefinition } from "@mlopsc/vocabulary";
import type { Analyses } from "../models/analyses.ts";
import { choiceOf, labelKey, numberOf, referencesOf, typedValueOf } from "../models/attributes.ts";
import { servedModels } from "../models/check-monitor.ts";
import type { Declaration, Program } from "../semantics/program.ts";
import { placeOf } from "../semantics/reporter.ts";
import { blockPlace } from "./table-steps.ts";

/** The files that answer, then target after target; none where the block says not enough. */
export function deploySteps(deploy: Declaration, program: Program, analyses: Analyses): readonly Step[] {
  const [served] = referencesOf(program, deploy, "model");
  const data = servedModels(deploy, program, analyses.models)[0]?.transform?.declaration.address;
  if (served === undefined || data === undefined) return [];
  const { address, name } = deploy;
  const checks = analyses.checks.get(deploy) ?? [];
  const sample = Math.max(0, ...checks.map((check) => (check.kind === "parity" ? check.sample : 0)));
  const bundle: Step = {
    address,
    kind: "build-bundle",
    config: { name, sample, seed: program.project.seed },
    inputs: {
      model: `${served.declaration.address}/register`,
      ...(sample > 0 ? { data, split: `${data}/split` } : {}),
    },
    place: blockPlace(deploy),
  };
  const base = typedValueOf(program, deploy, "base", "text")?.value ?? "node:24-slim";
  const rollout = rolloutOf(deploy, program);
  const approve = new Set(referencesOf(program, deploy, "approve").map(({ declaration }) => declaration));
  const keys = labelKeys(deploy, program);
  const apiKey = typedValueOf(program, deploy, "api_key", "secret");
  // One that is named twice was reported.
  const through = new Map(referencesOf(program, deploy, "through").map((each) => [each.declaration, each])).values();
  const steps: Step[] = [bundle];
  for (const { declaration, span } of through) {
    const target = targetOf(declaration, program);
    if (target === null) return [];
    const before = steps.at(-1)!.address;
    steps.push({
      address: `${address}/${declaration.name}`,
      kind: "deploy-model",
      config: {
        project: program.project.name,
        deployment: name,
        target,
        base,
        rollout,
        checks,
        keys,
        ...(apiKey === undefined ? {} : { apiKey: apiKey.name }),
        approve: approve.has(declaration),
      },
      inputs: { bundle: bundle.address, ...(before === bundle.address ? {} : { after: before }) },
      place: placeOf(deploy, span),
    });
  }
  return steps;
}

/** The columns by which labels of the monitors that watch it find requests. */
function labelKeys(deploy: Declaration, program: Program): readonly string[] {
  const watching = [...program.byKind.monitor.values()].filter((monitor) =>
    referencesOf(program, monitor, "watch").some(({ declaration }) => declaration === deploy),
  );
  return [...new Set(watching.flatMap((monitor) => labelKey(monitor, program)))].sort();
}

/** What a target block says; null where it lacks a platform or a port, which was reported. */
export function targetOf(target: Declaration, program: Program): TargetDefinition | null {
  const platform = choiceOf(program, target, "platform");
  const port = typedValueOf(program, target, "port", "int")?.value;
  if (platform === undefined || port === undefined) return null;
  const text = (name: string): Readonly<Record<string, string>> => {
    const value = platform.parameters.get(name);
    return value?.kind === "text" ? { [name]: value.value } : {};
  };
  const memory = typedValueOf(program, target, "memory", "bytes")?.value;
  return {
    name: target.name,
    platform:
      platform.name === "process" ? { kind: "process" } : { kind: "docker", ...text("host"), ...text("registry") },
    port,
    replicas: typedValueOf(program, target, "replicas", "int")?.value ?? 1,
    ...(memory === undefined ? {} : { memoryBytes: memory }),
  };
}

function rolloutOf(deploy: Declaration, program: Program): RolloutDefinition {
  const rollout = choiceOf(program, deploy, "rollout");
  if (rollout?.name !== "canary") return { kind: rollout?.name === "blue_green" ? "blue_green" : "recreate" };
  return {
    kind: "canary",
    share: numberOf(rollout, "share", 0.1),
    holdMilliseconds: numberOf(rollout, "hold", 600_000),
  };
}
