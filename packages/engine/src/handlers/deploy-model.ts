import type { Bundle, Installed, Platform } from "@mlopsc/deploy";
import type { DeployModel } from "@mlopsc/plan";
import { bringRelease } from "../deploy/bring-release.ts";
import { releaseChecks } from "../deploy/check-release.ts";
import { areSettings, settingsOf, strategyOf } from "../deploy/release-settings.ts";
import { differences, nameOf } from "../deploy/target-drift.ts";
import type { Registry } from "../registry/registry.ts";
import type { Handler, HandlerResult, StepTask } from "../walk/handler.ts";
import { inputOutcome } from "./model-inputs.ts";
import type { BundleOutcome, DeployOutcome } from "./outcomes.ts";
import type { HandlerServices } from "./services.ts";
import { failedAt } from "./table-outcome.ts";

/**
 * Brings a bundle to a target as a new release: installs it, starts it, holds it to the checks, and gives it the requests.
 * Where anything speaks against it the target is left as it was. What answers there already, and is sound, stays.
 */
export const deployModel = (services: HandlerServices): Handler<"deploy-model"> => ({
  version: 1,
  run: async (task) => {
    const { step, inputs, signal } = task;
    const { config, address, place } = step;
    const bundle = inputOutcome<"build-bundle">(inputs, "bundle");
    const held = services.deployment.approved.has(address) ? undefined : holdOf(services.registry, config, bundle);
    if (held !== undefined) return { held };
    const opened = await services.deployment.platform(config.target.platform);
    if (!opened.ok) return failedAt(place, opened.problems);
    const platform = opened.value;
    const onLine = (line: string): void => task.progress(null, line);
    const files = await bundleFrom(services, bundle);
    const installed = await platform.install(nameOf(config), files, { base: config.base, signal, onLine });
    if (!installed.ok) return failedAt(place, installed.problems);
    const there = await servingAsAsked(services, platform, config, bundle, installed.value);
    return there ? { outcome: there, objects: [] } : release(services, task, platform, bundle, installed.value);
  },
  remove: async ({ address, config }) => {
    const { registry, deployment } = services;
    const name = nameOf(config);
    const platform = await deployment.platform(config.target.platform);
    const removed = platform.ok ? await platform.value.uninstall(name, { keepLogs: true }) : platform;
    if (!removed.ok) return removed.problems;
    const serving = registry.releases.serving(name.deployment, name.target);
    if (serving) registry.releases.end(serving, "removed", "no longer in the project");
    const message = "taken down: no longer in the project";
    registry.decisions.add({ subject: address, event: "removed", message, detail: null });
    return [];
  },
});

async function bundleFrom(
  { objects }: HandlerServices,
  { model, version, files, labels }: BundleOutcome,
): Promise<Bundle> {
  return {
    model,
    version: String(version),
    files: {
      model: await objects.read(files.model),
      server: await objects.read(files.server),
      front: await objects.read(files.front),
    },
    labels,
  };
}

/** What keeps a version from the target until a person lets it pass: the spec, or that it was rolled back there. */
function holdOf(
  registry: Registry,
  { deployment, target, approve }: DeployModel,
  { version }: BundleOutcome,
): string | undefined {
  const last = registry.releases.list(deployment, target.name).findLast((release) => release.version === version);
  const promote = `\`mlopsc promote ${deployment}\``;
  if (last?.status === "rolled_back") return `version ${version} was rolled back; ${promote} lets it in again`;
  return approve ? `waits for ${promote}` : undefined;
}

/** The outcome where the very bundle answers already, as it is asked to: a kill came before this was recorded. */
async function servingAsAsked(
  { registry }: HandlerServices,
  platform: Platform,
  config: DeployModel,
  bundle: BundleOutcome,
  installed: Installed,
): Promise<DeployOutcome | undefined> {
  const name = nameOf(config);
  const serving = registry.releases.serving(name.deployment, name.target);
  if (serving?.image !== installed.image || !areSettings(serving.settings, settingsOf(config))) return undefined;
  const found = await platform.inspect(name);
  const outcome = outcomeOf(serving.number, config, bundle, installed);
  return found.ok && differences(found.value, outcome).length === 0 ? outcome : undefined;
}

async function release(
  services: HandlerServices,
  { step, signal, progress }: StepTask<"deploy-model">,
  platform: Platform,
  bundle: BundleOutcome,
  installed: Installed,
): Promise<HandlerResult> {
  const { config, address, place } = step;
  const { registry, clock, deployment } = services;
  const { model, version } = bundle;
  const { image } = installed;
  const checks = releaseChecks(services, { step, progress }, bundle, installed);
  const brought = await bringRelease(
    {
      ...(config.checks.length > 0 ? { check: checks.check } : {}),
      ...{ name: nameOf(config), address, model, version, image },
      ...{ settings: settingsOf(config), strategy: strategyOf(config), before: "replaced", reason: "applied" },
    },
    { platform, registry, clock, who: deployment.who, signal, onLine: (line) => progress(null, line) },
  );
  if (!brought.ok) return failedAt(place, brought.problems);
  return { outcome: outcomeOf(brought.value, config, bundle, installed, checks.records()), objects: [] };
}

function outcomeOf(
  release: number,
  { target }: DeployModel,
  { model, version }: BundleOutcome,
  { image, base, size }: Installed,
  checks: DeployOutcome["checks"] = [],
): DeployOutcome {
  return { release, model, version, image, base, size, port: target.port, checks };
}
