/**
 * How servers that share a volume know of each other whether one runs: each listens on a socket in its log folder, which the
 * system closes when the process ends, however it ends. Nothing is said over it.
 */
import { mkdirSync, rmSync } from "node:fs";
import { type AddressInfo, connect, createServer } from "node:net";
import { join, relative, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

export const presenceFile = "presence.sock";

/** Others can tell from now on that this process runs. Rejects where no socket can be made there. */
export async function announcePresence(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const path = socketIn(folder);
  // What a killed process left is nobody's.
  rmSync(path, { force: true });
  // A connection lasts as long as the process: its end is the message.
  const server = createServer((socket) => socket.on("error", () => {}).unref());
  await new Promise<AddressInfo | string | null>((settle, refuse) => {
    server.once("error", refuse);
    server.listen(path, () => settle(server.address()));
  });
  server.unref();
}

/** A server that runs, as far as another can tell. */
export interface Watched {
  /** Settles once it is known to run, or was looked for in vain for long enough. */
  readonly found: Promise<void>;
  /** Settles once it has ended, or was not there. */
  readonly ended: Promise<void>;
}

/**
 * Watches the server with this log folder. One that is not there has `patience` milliseconds to come: after a restart of the
 * machine all that ran starts at once.
 */
export function watchPresence(folder: string, patience: number): Watched {
  const limit = performance.now() + patience;
  const connected = (async () => {
    for (;;) {
      const connection = await connectTo(socketIn(folder));
      if (connection !== undefined || performance.now() >= limit) return connection;
      await delay(retryMilliseconds);
    }
  })();
  return { found: connected.then(() => {}), ended: connected.then((connection) => connection?.ended) };
}

const retryMilliseconds = 50;

interface Connection {
  readonly ended: Promise<void>;
}

function connectTo(path: string): Promise<Connection | undefined> {
  return new Promise((settle) => {
    const socket = connect(path);
    const ended = new Promise<void>((end) => socket.once("close", () => end()));
    socket.once("connect", () => settle({ ended }));
    socket.once("error", () => settle(undefined));
    // A closed connection is noticed by reading.
    socket.resume();
  });
}

/** By the shorter of its names: that of a socket may have 104 letters. */
function socketIn(folder: string): string {
  const whole = resolve(folder, presenceFile);
  const near = relative(process.cwd(), join(folder, presenceFile));
  return near.length < whole.length ? near : whole;
}
