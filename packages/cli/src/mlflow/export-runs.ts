import type { ApplyRecord, Run } from "@mlopsc/engine";
import { UsageError } from "../exit-code.ts";
import type { MlflowClient } from "./mlflow-client.ts";
import { contentTag, idTag, type KeyValue, type RunPayload, runPayload } from "./run-payload.ts";

export interface Exported {
  readonly created: number;
  /** They were there, but not whole, or something was measured since. */
  readonly completed: number;
  readonly unchanged: number;
}

/** What one request of `runs/log-batch` may hold. */
const most = { metrics: 800, parameters: 100, tags: 100 } as const;
/** Runs asked for at a time. */
const page = 1000;

/** Brings an experiment up to date: a run that is there is found by its tag and never made twice. Oldest first. */
export async function exportRuns(
  client: MlflowClient,
  experiment: string,
  runs: readonly Run[],
  applies: readonly ApplyRecord[],
): Promise<Exported> {
  const experimentId = await findOrCreate(client, experiment);
  const known = await knownRuns(client, experimentId);
  const counts = { created: 0, completed: 0, unchanged: 0 };
  const ended = runs.filter(({ state }) => state !== "running").toReversed();
  for (const run of ended) {
    const apply = applies.find(({ id }) => id === run.apply);
    const payload = runPayload(run, apply);
    const there = known.get(run.id);
    if (there?.content === payload.tags.at(-1)!.value && there.ended) {
      counts.unchanged++;
      continue;
    }
    await fill(client, there?.id ?? (await create(client, experimentId, payload)), payload);
    counts[there === undefined ? "created" : "completed"]++;
  }
  return counts;
}

interface Experiment {
  readonly experiment: { readonly experiment_id: string; readonly lifecycle_stage?: string };
}

async function findOrCreate(client: MlflowClient, name: string): Promise<string> {
  const found = await client.get<Experiment>("experiments/get-by-name", { experiment_name: name });
  if (found === undefined) {
    return (await client.post<{ readonly experiment_id: string }>("experiments/create", { name })).experiment_id;
  }
  if (found.experiment.lifecycle_stage === "deleted")
    throw new UsageError(`The experiment "${name}" was deleted on the server: restore it, or name another one.`);
  return found.experiment.experiment_id;
}

interface KnownRun {
  readonly id: string;
  readonly content: string | undefined;
  readonly ended: boolean;
}

interface FoundRuns {
  readonly runs?: readonly {
    readonly info: { readonly run_id: string; readonly status: string };
    readonly data: { readonly tags?: readonly KeyValue[] };
  }[];
  readonly next_page_token?: string;
}

/** What we sent earlier, by our own ids. */
async function knownRuns(client: MlflowClient, experimentId: string): Promise<ReadonlyMap<string, KnownRun>> {
  const known = new Map<string, KnownRun>();
  let token: string | undefined;
  do {
    const found: FoundRuns = await client.post<FoundRuns>("runs/search", {
      experiment_ids: [experimentId],
      filter: `tags."${idTag}" != ''`,
      run_view_type: "ACTIVE_ONLY",
      max_results: page,
      ...(token ? { page_token: token } : {}),
    });
    for (const { info, data } of found.runs ?? []) {
      const tag = (name: string): string | undefined => data.tags?.find(({ key }) => key === name)?.value;
      const id = tag(idTag);
      const ended = info.status !== "RUNNING" && info.status !== "SCHEDULED";
      if (id !== undefined) known.set(id, { id: info.run_id, content: tag(contentTag), ended });
    }
    token = found.next_page_token;
  } while (token);
  return known;
}

async function create(client: MlflowClient, experimentId: string, payload: RunPayload): Promise<string> {
  const { run } = await client.post<{ readonly run: { readonly info: { readonly run_id: string } } }>("runs/create", {
    experiment_id: experimentId,
    run_name: payload.name,
    start_time: payload.started,
    tags: payload.identity,
  });
  return run.info.run_id;
}

/** The tag of the content goes last and the end of the run after it, so that half a run is known as such. */
async function fill(client: MlflowClient, runId: string, payload: RunPayload): Promise<void> {
  const { parameters, metrics, tags } = payload;
  for (const batch of parts(parameters, most.parameters))
    await client.post("runs/log-batch", { run_id: runId, params: batch });
  for (const batch of parts(metrics, most.metrics))
    await client.post("runs/log-batch", { run_id: runId, metrics: batch });
  for (const batch of parts([...payload.identity, ...tags], most.tags))
    await client.post("runs/log-batch", { run_id: runId, tags: batch });
  await client.post("runs/update", { run_id: runId, status: payload.status, end_time: payload.ended });
}

function* parts<Item>(items: readonly Item[], size: number): Generator<readonly Item[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}
