import type Docker from "dockerode";

/** An event of a pull, a load or a push. */
interface EngineEvent {
  readonly stream?: string;
  readonly status?: string;
  readonly id?: string;
  readonly error?: string;
  /** Counts of bytes: far too many lines for a person. */
  readonly progressDetail?: { readonly total?: number };
  readonly aux?: { readonly Tag?: string; readonly Digest?: string };
}

/** Reads what the engine tells of a long call, a line each, to its end. Throws with what the engine said no with. */
export async function followLines(
  engine: Docker,
  stream: NodeJS.ReadableStream,
  onLine: (line: string) => void,
): Promise<readonly EngineEvent[]> {
  const told = (event: EngineEvent): void => {
    const text = (event.stream ?? event.status ?? "").trim();
    if (text !== "" && event.progressDetail?.total === undefined)
      onLine(event.id === undefined ? text : `${event.id}: ${text}`);
  };
  const events = await new Promise<readonly EngineEvent[]>((resolve, reject) => {
    const ended = (problem: Error | null, all: readonly EngineEvent[]): void =>
      problem ? reject(problem) : resolve(all);
    engine.modem.followProgress(stream, ended, told);
  });
  const refused = events.find((event) => event.error !== undefined);
  if (refused?.error !== undefined) throw Object.assign(new Error(refused.error), { statusCode: 500 });
  return events;
}
