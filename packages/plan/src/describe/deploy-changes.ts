import type { AlertAction, PlatformDefinition, RolloutDefinition } from "@mlopsc/vocabulary";
import { canonicalJson } from "../canonical-json.ts";
import type { BuildBundle, DeployModel, RegisterMonitor, SetAlerts } from "../step.ts";
import { changed, changedItems } from "./change-text.ts";
import { choiceChanges } from "./model-changes.ts";
import { durationText, namesText, nameText, shareText, textLiteral } from "./value-text.ts";

export const bundleChanges = (before: BuildBundle, after: BuildBundle): readonly string[] => [
  ...changed("deploy", before.name, after.name),
  ...changed("recorded rows", before.sample, after.sample),
  ...changed("seed", before.seed, after.seed),
];

export function deployChanges(before: DeployModel, after: DeployModel): readonly string[] {
  const [old, now] = [before.target, after.target];
  return [
    ...changed("deploy", before.deployment, after.deployment),
    ...changed("target", old.name, now.name),
    ...changed("platform", platformText(old.platform), platformText(now.platform)),
    ...changed("port", old.port, now.port),
    ...changed("replicas", old.replicas, now.replicas),
    ...changed("memory", memoryText(old.memoryBytes), memoryText(now.memoryBytes)),
    ...changed("base", before.base, after.base),
    ...changed("rollout", rolloutText(before.rollout), rolloutText(after.rollout)),
    ...changedItems(before.checks, after.checks, {
      noun: "check",
      key: ({ kind }) => kind,
      text: ({ source }) => source,
    }),
    ...changed("keys", before.keys, after.keys),
    ...changed("api key", before.apiKey, after.apiKey),
    ...changed("approve", before.approve, after.approve),
  ];
}

export const monitorChanges = (before: RegisterMonitor, after: RegisterMonitor): readonly string[] => [
  ...changed("watch", `${before.deployment} on ${before.target}`, `${after.deployment} on ${after.target}`),
  ...changed("reference", before.reference, after.reference),
  ...changed("window", windowText(before), windowText(after)),
  ...changed("labels on", keyText(before), keyText(after)),
  ...choiceChanges(before.detector.algorithm, after.detector.algorithm),
  ...changed("test", shareText(before.detector.testShare), shareText(after.detector.testShare)),
  ...changed("seed", before.seed, after.seed),
];

const windowText = ({ windowMilliseconds, windowRequests }: RegisterMonitor): string =>
  windowRequests === undefined ? durationText(windowMilliseconds) : `${windowRequests} requests`;

export const alertChanges = (before: SetAlerts, after: SetAlerts): readonly string[] => [
  ...changedItems(before.alerts, after.alerts, { noun: "alert", key: ({ name }) => name, text: alertText }),
  ...changedItems(before.channels, after.channels, {
    noun: "channel",
    key: ({ name }) => name,
    text: ({ name: _name, ...rest }) => canonicalJson(rest),
  }),
];

/** What decides about it, in the words of the language. */
function alertText(alert: SetAlerts["alerts"][number]): string {
  const { source, severity, notify, action, cooldownMilliseconds, repeatMilliseconds, untilMilliseconds } = alert;
  const parts = [
    source,
    severity,
    `notify ${namesText(notify)}`,
    ...(action === undefined ? [] : [`then ${actionText(action)}`]),
    `cooldown ${durationText(cooldownMilliseconds)}`,
    ...(repeatMilliseconds === undefined ? [] : [`repeat ${durationText(repeatMilliseconds)}`]),
    `until ${canonicalJson(alert.until)} for ${durationText(untilMilliseconds)}`,
  ];
  return parts.join(", ");
}

function actionText(action: AlertAction): string {
  switch (action.kind) {
    case "retrain":
      return `retrain(${[nameText(action.model), ...limitsText(action)].join(", ")})`;
    case "rollback":
      return `rollback(${nameText(action.deploy)})`;
    case "run":
      return `run(${textLiteral(action.command.join(" "))})`;
  }
}

const limitsText = ({ atMost, budgetMilliseconds }: Extract<AlertAction, { kind: "retrain" }>): readonly string[] => [
  ...(atMost === undefined ? [] : [`at_most: ${Number((86_400 * atMost).toPrecision(12))}/d`]),
  ...(budgetMilliseconds === undefined ? [] : [`budget: ${durationText(budgetMilliseconds)}`]),
];

const platformText = (platform: PlatformDefinition): string =>
  platform.kind === "process"
    ? "process"
    : `docker(${argumentsText({ host: platform.host, registry: platform.registry })})`;

const argumentsText = (given: Readonly<Record<string, string | undefined>>): string =>
  Object.entries(given)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${textLiteral(value)}`]))
    .join(", ");

const memoryText = (bytes: number | undefined): string =>
  bytes === undefined ? "not limited" : `${bytes / 1_000_000}MB`;

const rolloutText = (rollout: RolloutDefinition): string =>
  rollout.kind === "canary"
    ? `canary(share: ${shareText(rollout.share)}, hold: ${durationText(rollout.holdMilliseconds)})`
    : rollout.kind;

const keyText = ({ labels }: RegisterMonitor): string => (labels === undefined ? "none" : namesText(labels.key));
