import { error } from "../code-entry.ts";

/** ML5430 – ML5449: what runs, as a person operates it. Part of `runningCodes`. */
export const operatingCodes = {
  nothingDeployed: error<{ deployment: string; target: string }>(
    "ML5430",
    ({ deployment, target }) => `Nothing of \`${deployment}\` answers on \`${target}\`.`,
    "A roll-back gives the requests back to the version before; for that some version must answer now.",
    () => "`mlopsc status` says what runs; `mlopsc apply` brings it there.",
  ),
  noEarlierVersion: error<{ deployment: string; target: string; version: number }>(
    "ML5431",
    ({ deployment, target, version }) =>
      `Version ${version} is the first that \`${deployment}\` had on \`${target}\`: there is none to go back to.`,
    "A roll-back starts a version that answered before on the same target. Versions that were rolled back themselves do not count.",
    () => "`mlopsc history` lists what answered when. Another version comes by `mlopsc apply`.",
  ),
  unknownDeployment: error<{ deployment: string; known: readonly string[] }>(
    "ML5432",
    ({ deployment, known }) =>
      `There is no deployment \`${deployment}\`${known.length === 0 ? ": the project has none" : ""}.`,
    "Deployments are the project's `deploy` blocks.\n\n```sh\nmlopsc status\n```",
    ({ known }) => (known.length === 0 ? "Write a `deploy` block and apply it." : `Name one of ${known.join(", ")}.`),
  ),
  nothingWaits: error<{ deployment: string }>(
    "ML5433",
    ({ deployment }) => `Nothing of \`${deployment}\` waits to be promoted.`,
    "`approve = [production]` makes a new version wait before that target until a person promotes it. It waits only once it holds on the targets before.",
    () => "`mlopsc plan` says what is to be done; `mlopsc apply` brings it as far as it may go.",
  ),
  watchedElsewhere: error<{ monitor: string }>(
    "ML5435",
    ({ monitor }) => `\`${monitor}\` is watched by another process.`,
    "Two processes that read the same logs would tell each incident twice: what the later of them saw is dropped.",
    () => "Let one `mlopsc monitor` run, or stop it before a replay.",
  ),
  unknownMonitor: error<{ monitor: string; known: readonly string[] }>(
    "ML5436",
    ({ monitor, known }) => `There is no monitor \`${monitor}\`${known.length === 0 ? ": none was applied yet" : ""}.`,
    "Monitors are the project's `monitor` blocks, as they were applied last.\n\n```sh\nmlopsc apply --target monitor.churn_live\n```",
    ({ known }) => (known.length === 0 ? "Write a `monitor` block and apply it." : `Name one of ${known.join(", ")}.`),
  ),
  nothingToReplay: error<{ monitor: string; reason: string }>(
    "ML5437",
    ({ monitor, reason }) => `Nothing can be replayed to \`${monitor}\`: ${reason}.`,
    "A replay sends the rows of the table that the model learns from, in the order of a time column, to the deployment that answers now.",
    () => "Deploy it first, name the column with `--time`, and choose `--from` and `--to` within the data.",
  ),
  apiKeyMissing: error<{ deployment: string; variable: string }>(
    "ML5438",
    ({ deployment, variable }) => `The API key of \`${deployment}\` is not there: \`${variable}\` is not set.`,
    '`api_key = secret("NAME")` names the environment variable that holds the key when a release is started. The key itself is in no plan, state, image or log.',
    ({ variable }) => `Set \`${variable}\` where mlopsc runs, and apply again.`,
  ),
  unknownTarget: error<{ deployment: string; target: string; known: readonly string[] }>(
    "ML5434",
    ({ deployment, target }) => `\`${deployment}\` does not go through \`${target}\`.`,
    "A deployment goes through the targets that its `through` names.",
    ({ known }) => `Name one of ${known.join(", ")}.`,
  ),
};
