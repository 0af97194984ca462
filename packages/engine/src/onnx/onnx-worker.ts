import type { MessagePort } from "node:worker_threads";
import { type AnswerChannel, answerTo } from "../outside/block-on.ts";
import { loadOnnxRuntime, type OnnxRuntime, type OnnxSession } from "./load-runtime.ts";
import type { OnnxReply, OnnxRequest, OnnxValue, TensorData, TensorType } from "./onnx-messages.ts";

/** What a thread of this kind is started with. */
export interface OnnxWorkerData {
  readonly role: "onnx";
  /** Where else the runtime may be installed. */
  readonly folder: string | undefined;
  /** What the thread is about: see `threadState`. */
  readonly state: Int32Array;
}

/** Who waits for a thread hears no events of it, so a number says whether it lives: `watchOnnx`. */
export const threadState = { unborn: 0, alive: 1, dead: 2 } as const;

/** Models that are kept ready; each holds its weights in memory. */
const mostSessions = 4;

/** The side of `OnnxThread` that holds the runtime: answers one request after the other. */
export function serveOnnx(port: MessagePort, { folder, state }: OnnxWorkerData): void {
  Atomics.store(state, 0, threadState.alive);
  const sessions = new Map<string, OnnxSession>();
  let runtime: Promise<OnnxRuntime | undefined> | undefined;
  let before: Promise<unknown> = Promise.resolve();
  const answer = async (request: OnnxRequest): Promise<OnnxReply> => {
    runtime ??= loadOnnxRuntime(folder);
    const loaded = await runtime;
    if (loaded === undefined) return { kind: "runtimeMissing" };
    const session = await sessionFor(loaded, sessions, request);
    if (session === undefined) return { kind: "unknownModel" };
    return request.run === undefined ? describe(session) : run(loaded, session, request.run);
  };
  port.on("message", ({ request, channel }: { readonly request: OnnxRequest; readonly channel: AnswerChannel }) => {
    before = before.then(async () => {
      const reply = await answer(request).catch(
        (failure: unknown): OnnxReply => ({
          kind: "failed",
          reason: failure instanceof Error ? failure.message : String(failure),
        }),
      );
      answerTo(channel, reply);
    });
  });
}

async function sessionFor(
  runtime: OnnxRuntime,
  sessions: Map<string, OnnxSession>,
  { sha256, bytes }: OnnxRequest,
): Promise<OnnxSession | undefined> {
  const known = sessions.get(sha256);
  const session = known ?? (bytes && (await runtime.InferenceSession.create(bytes)));
  if (session === undefined) return undefined;
  sessions.delete(sha256);
  sessions.set(sha256, session);
  for (const [oldest, old] of [...sessions].slice(0, -mostSessions)) {
    sessions.delete(oldest);
    await old.release();
  }
  return session;
}

type ValueMetadata = OnnxSession["inputMetadata"][number];

function describe(session: OnnxSession): OnnxReply {
  const values = (metadata: readonly ValueMetadata[]): OnnxValue[] =>
    metadata.map((value) =>
      value.isTensor
        ? { name: value.name, type: value.type, shape: value.shape.map(fixedSize) }
        : { name: value.name, type: "", shape: [] },
    );
  const description = { inputs: values(session.inputMetadata), outputs: values(session.outputMetadata) };
  return { kind: "described", description };
}

/** A size that is open has a name, or is -1 in 32 bits without a sign. */
const fixedSize = (size: number | string): number | null =>
  typeof size === "number" && size > 0 && size < 2 ** 31 ? size : null;

async function run(
  runtime: OnnxRuntime,
  session: OnnxSession,
  { feeds, outputs }: NonNullable<OnnxRequest["run"]>,
): Promise<OnnxReply> {
  const tensors = Object.entries(feeds).map(([name, { type, dims, data }]) => {
    const tensor = new runtime.Tensor(type as "float32", data as Float32Array, dims as number[]);
    return [name, tensor] as const;
  });
  const results = await session.run(Object.fromEntries(tensors), outputs as string[]);
  const read = outputs.map((name) => {
    const { type, dims, data } = results[name]!;
    return [name, { type: type as TensorType, dims, data: data as TensorData["data"] }] as const;
  });
  return { kind: "ran", outputs: Object.fromEntries(read) };
}
