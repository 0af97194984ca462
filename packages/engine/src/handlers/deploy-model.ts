import type { Bundle, Installed, Platform } from "@mlopsc/deploy";
import { canonicalJson, type DeployModel } from "@mlopsc/plan";
import { releaseHeader } from "@mlopsc/serve";
import { bringRelease, type ReleaseServices } from "../deploy/bring-release.ts";
import { releaseChecks } from "../deploy/check-release.ts";
import { mendRelease } from "../deploy/mend-release.ts";
import { areSettings, settingsOf, strategyOf } from "../deploy/release-settings.ts";
import { targetAddress } from "../deploy/target-address.ts";
import { nameOf } from "../deploy/target-drift.ts";
import { openProgramLog, type ProgramLog, type RunLog } from "../outside/program-log.ts";
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
    const held = services.deployment.approved.has(address) ? undefined : holdOf(services.registry, task, bundle);
    const serving = services.registry.releases.serving(config.deployment, config.target.name);
    if (held !== undefined && serving === undefined) return { held };
    const opened = await services.deployment.platform(config.target.platform);
    if (!opened.ok) return failedAt(place, opened.problems);
    const platform = opened.value;
    const log = openProgramLog(services.projectFolder, address, (line) => task.progress(null, line));
    const releaseServices = releaseServicesOf(services, task, platform);
    if (held !== undefined) {
      const mended = await mendRelease(nameOf(config), address, serving!, releaseServices);
      return mended.ok ? { held } : failedAt(place, mended.problems);
    }
    const files = await bundleFrom(services, bundle);
    const onLine = lineKept(log.run(`install ${config.deployment} on ${config.target.name}`, []));
    const installed = await platform.install(nameOf(config), files, { base: config.base, signal, onLine });
    if (!installed.ok) return failedAt(place, installed.problems);
    if (serving?.image === installed.value.image && areSettings(serving.settings, settingsOf(config))) {
      const mended = await mendRelease(nameOf(config), address, serving, releaseServices);
      if (!mended.ok) return failedAt(place, mended.problems);
      if (mended.value !== "other") return kept(services, task, serving.number, bundle, installed.value, log);
    }
    return release(services, task, releaseServices, bundle, installed.value, log);
  },
  remove: async ({ address, config }) => {
    const { registry, deployment } = services;
    const name = nameOf(config);
    const platform = await deployment.platform(config.target.platform);
    const removed = platform.ok ? await platform.value.uninstall(name, { keepLogs: true }) : platform;
    if (!removed.ok) return removed.problems;
    const serving = registry.releases.serving(name.deployment, name.target);
    if (serving) registry.releases.end(serving, "removed", "taken down");
    const message = serving ? `release ${serving.number} (version ${serving.version}) was taken down` : "taken down";
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
  { step, executionKey }: StepTask<"deploy-model">,
  { version }: BundleOutcome,
): string | undefined {
  const { deployment, target, approve } = step.config;
  const last = registry.releases.list(deployment, target.name).findLast((release) => release.version === version);
  const promote = `\`mlopsc promote ${deployment}\``;
  if (last?.status === "rolled_back") return `version ${version} was rolled back; ${promote} lets it in again`;
  // The very same was let in before: whatever happened to it there is mended without asking again.
  const wasLetIn =
    registry.steps.current(step.address)?.executionKey === executionKey &&
    registry.releases.serving(deployment, target.name)?.number === lastOutcome(registry, step.address)?.release;
  return approve && !wasLetIn ? `waits for ${promote}` : undefined;
}

const lastOutcome = (registry: Registry, address: string): DeployOutcome | undefined =>
  registry.steps.current(address)?.outcome as DeployOutcome | undefined;

const releaseServicesOf = (
  { registry, clock, deployment }: HandlerServices,
  { signal, progress, note }: StepTask<"deploy-model">,
  platform: Platform,
): ReleaseServices => ({
  ...{ platform, registry, clock, who: deployment.who, signal, onNote: note },
  onLine: (line) => progress(null, line),
});

const lineKept =
  ({ write }: RunLog) =>
  (line: string): void =>
    write(`${line}\n`);

/** The release that answers stays. What is asked of it now and was not when it came, it is asked here. */
async function kept(
  services: HandlerServices,
  { step, progress, signal }: StepTask<"deploy-model">,
  release: number,
  bundle: BundleOutcome,
  installed: Installed,
  log: ProgramLog,
): Promise<HandlerResult> {
  const { config, address, place } = step;
  const before = services.registry.steps.current(address);
  const last = lastOutcome(services.registry, address);
  const wasAsked =
    before && canonicalJson((JSON.parse(before.config) as DeployModel).checks) === canonicalJson(config.checks);
  if (config.checks.length === 0 || (wasAsked && last?.release === release)) {
    const checks = config.checks.length === 0 ? [] : last?.checks;
    return { outcome: outcomeOf(release, config, bundle, installed, checks), objects: [] };
  }
  const checks = releaseChecks(services, { step, progress }, bundle, installed, log);
  const headers = { [releaseHeader]: String(release) };
  const problems = await checks.check({ url: targetAddress(config.target), headers, release }, signal);
  if (problems.length > 0) return failedAt(place, problems);
  const outcome = outcomeOf(release, config, bundle, installed, checks.records());
  return { outcome, objects: [], diagnostics: checks.findings() };
}

async function release(
  services: HandlerServices,
  { step, progress }: StepTask<"deploy-model">,
  releaseServices: ReleaseServices,
  bundle: BundleOutcome,
  installed: Installed,
  log: ProgramLog,
): Promise<HandlerResult> {
  const { config, address, place } = step;
  const { model, version } = bundle;
  const { image } = installed;
  const checks = releaseChecks(services, { step, progress }, bundle, installed, log);
  const brought = await bringRelease(
    {
      ...(config.checks.length > 0 ? { check: checks.check } : {}),
      ...{ name: nameOf(config), address, model, version, image },
      ...{ settings: settingsOf(config), strategy: strategyOf(config), before: "replaced", reason: "applied" },
    },
    releaseServices,
  );
  if (!brought.ok) return failedAt(place, brought.problems);
  const outcome = outcomeOf(brought.value, config, bundle, installed, checks.records());
  return { outcome, objects: [], diagnostics: checks.findings() };
}

function outcomeOf(
  release: number,
  { target }: DeployModel,
  { model, version }: BundleOutcome,
  { image, base, size, pushed }: Installed,
  checks: DeployOutcome["checks"] = [],
): DeployOutcome {
  const kept = pushed === undefined ? {} : { pushed };
  return { release, model, version, image, base, size, ...kept, port: target.port, checks };
}
