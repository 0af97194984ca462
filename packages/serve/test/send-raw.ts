import { connect } from "node:net";
import type { MalformedRequest } from "./malformed-requests.ts";

/** How a server took a request: the status of each answer, in order; none where it only hung up. */
export interface RawAnswer {
  readonly kind: string;
  readonly statuses: readonly number[];
  /** It neither answered nor hung up in time. */
  readonly stuck: boolean;
}

const patience = 5000;
/** How long a client that stops half way, or that may get more answers, stays on the line. */
const pause = 25;

/** Writes the bytes to a socket of its own and reads what comes back. */
export function sendRaw(port: number, { kind, bytes, unfinished }: MalformedRequest): Promise<RawAnswer> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    const received: Buffer[] = [];
    let stuck = false;
    const guard = setTimeout(() => {
      stuck = true;
      socket.destroy();
    }, patience);
    let answered = false;
    socket.on("connect", () => {
      socket.write(bytes);
      if (unfinished === true) setTimeout(() => socket.end(), pause);
    });
    socket.on("data", (chunk) => {
      received.push(chunk);
      if (!answered) setTimeout(() => socket.end(), pause);
      answered = true;
    });
    // A server that hangs up while the client still writes resets the connection; what it said before counts.
    socket.on("error", () => {});
    socket.on("close", () => {
      clearTimeout(guard);
      resolve({ kind, statuses: statusesIn(Buffer.concat(received).toString("latin1")), stuck });
    });
    // What is no request yet: a client that waits long enough hangs up.
    setTimeout(() => {
      if (!answered) socket.end();
    }, 400);
  });
}

/** An answer starts the stream, or follows the body of the one before. */
const statusesIn = (text: string): number[] =>
  [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map((match) => Number(match[1]));

/** Sends all, some at a time. */
export async function sendAll(
  port: number,
  requests: readonly MalformedRequest[],
  atOnce: number,
): Promise<RawAnswer[]> {
  const answers: RawAnswer[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < requests.length) answers.push(await sendRaw(port, requests[next++]!));
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return answers;
}
