import { setTimeout as delay } from "node:timers/promises";
import type { ClassLabel, JsonRecord } from "@mlopsc/learn";
import type { HttpAnswer, HttpClient } from "../http-client.ts";
import { type ModelAnswer, type RefusedAnswer, servedAnswer } from "./model-answer.ts";

/** One record a request, or many: two ways through a server, of which one alone may be wrong. */
export type RequestForm = "single" | "batch";

/** Gets an answer for each record, in order. */
export type AskServer = (records: readonly JsonRecord[], form: RequestForm) => Promise<readonly ModelAnswer[]>;

const recordsOfBatch = 100;
const atOnce = 8;

/** A server that is asked more than it can answer says so: it is busy, not wrong. */
const pauseMilliseconds = 200;
const mostPauses = 50;

async function askPatiently(client: HttpClient, body: string): Promise<HttpAnswer> {
  let answer = await client.send("/predict", body);
  for (let pause = 0; pause < mostPauses && answer.status === 503; pause++) {
    await delay(pauseMilliseconds);
    answer = await client.send("/predict", body);
  }
  return answer;
}

export function askServer(client: HttpClient, classes: readonly ClassLabel[]): AskServer {
  const one = async (record: JsonRecord): Promise<ModelAnswer> =>
    readSingle(await askPatiently(client, JSON.stringify(record)), classes);
  const batch = async (records: readonly JsonRecord[]): Promise<readonly ModelAnswer[]> => {
    const read = readBatch(await askPatiently(client, JSON.stringify({ records })), records.length, classes);
    if (!("kind" in read)) return read;
    // A batch is refused as a whole: asked one by one, the records that are at fault show.
    return records.length === 1 ? [read] : (await inParallel(records, (record) => batch([record]))).flat();
  };
  return async (records, form) => {
    if (form === "single") return inParallel(records, one);
    const starts = Array.from({ length: Math.ceil(records.length / recordsOfBatch) }, (_, at) => at * recordsOfBatch);
    return (await inParallel(starts, (start) => batch(records.slice(start, start + recordsOfBatch)))).flat();
  };
}

/** The results in order; a few are worked on at once. */
async function inParallel<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results = new Array<Result>(items.length);
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let at = next++; at < items.length; at = next++) results[at] = await work(items[at]!);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
  return results;
}

function readSingle(answer: HttpAnswer, classes: readonly ClassLabel[]): ModelAnswer {
  const body = bodyOf(answer);
  if (answer.status === 200) return servedAnswer(body, classes);
  const { code, filter, columns } = (body as ErrorBody)?.error ?? {};
  if (answer.status === 422 && code === "out_of_scope") return { kind: code, filter: filter ?? "" };
  if (answer.status === 422 && code === "incomplete") return { kind: code, columns: columns ?? [] };
  return refused(answer, body);
}

function readBatch(
  answer: HttpAnswer,
  length: number,
  classes: readonly ClassLabel[],
): readonly ModelAnswer[] | RefusedAnswer {
  const body = bodyOf(answer);
  if (answer.status !== 200) return refused(answer, body);
  const entries = (body as { readonly predictions?: unknown } | undefined)?.predictions;
  if (!Array.isArray(entries) || entries.length !== length)
    return { kind: "refused", reason: `an answer that has no entry for each of ${length} records` };
  return entries.map((entry) => servedAnswer(entry, classes));
}

interface ErrorBody {
  readonly error?: {
    readonly code?: string;
    readonly message?: string;
    readonly filter?: string;
    readonly columns?: readonly string[];
    readonly details?: readonly { readonly path?: string }[];
  };
}

function refused(answer: HttpAnswer, body: unknown): RefusedAnswer {
  if (answer.failure !== undefined) return { kind: "refused", reason: answer.failure, unreachable: true };
  const error = (body as ErrorBody)?.error;
  const reason = `status ${answer.status}${error?.message === undefined ? "" : ` (${error.message.slice(0, 200)})`}`;
  const path = error?.details?.[0]?.path;
  const column = path?.split("/").at(-1)?.replaceAll("~1", "/").replaceAll("~0", "~");
  return column === undefined || column === "" ? { kind: "refused", reason } : { kind: "refused", reason, column };
}

function bodyOf({ text }: HttpAnswer): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
