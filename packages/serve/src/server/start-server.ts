import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import type { FastifyInstance } from "fastify";
import { createServer, type ServerOptions } from "./create-server.ts";

export interface ListenOptions {
  /** 0: any free port. */
  readonly port: number;
  readonly host: string;
  /** Aborting it drains and closes the server. */
  readonly signal?: AbortSignal;
  /** How long /readyz says 503 before the server stops to accept, so that balancers look elsewhere. Default 0. */
  readonly drainMilliseconds?: number;
  /** How long requests in flight may take after that before their connections are cut. Default 10 000. */
  readonly closeMilliseconds?: number;
}

export interface RunningServer {
  readonly url: string;
  readonly port: number;
  /** Settles once every request in flight is answered, or cut, and the port is free. */
  readonly closed: Promise<void>;
  close(): Promise<void>;
}

/** Listens until closed or aborted. Rejects where it cannot listen (the port is taken). */
export async function startServer(options: ServerOptions, listen: ListenOptions): Promise<RunningServer> {
  let draining = false;
  let parting = false;
  const ready = options.ready ?? (() => true);
  const server = createServer({ ...options, ready: () => !draining && ready(), parting: () => parting });
  await server.listen({ port: listen.port, host: listen.host });
  const { port } = server.server.address() as AddressInfo;
  let settle: () => void = () => {};
  const closed = new Promise<void>((resolve) => {
    settle = resolve;
  });
  const close = async (): Promise<void> => {
    if (!draining) {
      draining = true;
      await delay(listen.drainMilliseconds ?? 0);
      parting = true;
      await delay(partingMilliseconds);
      await closeServer(server, listen);
      settle();
    }
    return closed;
  };
  if (listen.signal?.aborted === true) void close();
  else listen.signal?.addEventListener("abort", () => void close(), { once: true });
  const host = listen.host.includes(":") ? `[${listen.host}]` : listen.host;
  return { url: `http://${host}:${port}`, port, closed, close };
}

/**
 * A connection closed while its client writes the next request loses that request. So for a while each answer says that
 * it is the connection's last; what is still open after that is idle.
 */
const partingMilliseconds = 100;

async function closeServer(server: FastifyInstance, listen: ListenOptions): Promise<void> {
  // A connection that was busy when the server closed stays open once it has its answer: these are swept up.
  const sweep = setInterval(() => server.server.closeIdleConnections(), 20);
  const cut = setTimeout(() => server.server.closeAllConnections(), listen.closeMilliseconds ?? 10_000);
  await server.close();
  clearInterval(sweep);
  clearTimeout(cut);
}
