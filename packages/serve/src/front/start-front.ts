import { once } from "node:events";
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import type { Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { createAdminServer } from "./admin-server.ts";
import { createFront } from "./create-front.ts";
import { createRouter } from "./router.ts";
import { parseRoutes, type Routes } from "./routes.ts";

export interface FrontSettings {
  /** 0: any free port. */
  readonly port: number;
  readonly host: string;
  /** Where the administrator's socket is made. */
  readonly socket: string;
  /** A file that keeps the routes for when the front starts again. */
  readonly routes?: string | undefined;
  readonly bodyBytes: number;
  /** How long a request waits for a backend where none is up. */
  readonly holdMilliseconds: number;
  /** How long a backend may take to answer. */
  readonly timeoutMilliseconds: number;
  /** How long requests in flight may take once the front is told to end. */
  readonly closeMilliseconds: number;
}

export interface RunningFront {
  readonly port: number;
  /** Answers what is in flight, and settles when that is done or its time is up. */
  close(): Promise<void>;
}

/** Listens on the port and on the socket until closed. Rejects where it cannot. */
export async function startFront(settings: FrontSettings): Promise<RunningFront> {
  let parting = false;
  const router = createRouter(settings.timeoutMilliseconds);
  const kept = keptRoutes(settings.routes);
  if (kept !== undefined) router.set(kept);
  const front = createFront(router, { ...settings, parting: () => parting });
  const admin = createAdminServer(router, (routes) => keepRoutes(settings.routes, routes));
  try {
    await removeStaleSocket(settings.socket);
    await listen(admin, { path: settings.socket });
    await listen(front, { port: settings.port, host: settings.host });
  } catch (error) {
    // What listens already would keep the process alive, with nobody to end it.
    admin.close();
    router.close();
    throw error;
  }
  return {
    port: (front.address() as AddressInfo).port,
    close: async () => {
      parting = true;
      // For a while each answer says that it is the connection's last, so that no client writes into one that closes.
      await delay(partingMilliseconds);
      await closeServer(front, settings.closeMilliseconds);
      await closeServer(admin, 0);
      router.close();
    },
  };
}

const partingMilliseconds = 100;

async function listen(server: Server, on: Parameters<Server["listen"]>[0] & object): Promise<void> {
  server.listen(on);
  await once(server, "listening");
}

async function closeServer(server: Server, milliseconds: number): Promise<void> {
  const closed = once(server, "close");
  server.close();
  const sweep = setInterval(() => server.closeIdleConnections(), 20);
  const cut = setTimeout(() => server.closeAllConnections(), milliseconds);
  await closed;
  clearInterval(sweep);
  clearTimeout(cut);
}

/** A socket on which nobody listens is what a killed front left. */
async function removeStaleSocket(path: string): Promise<void> {
  if (!existsSync(path)) return;
  const socket = connect(path);
  const isAlive = await Promise.race([
    once(socket, "connect").then(() => true),
    once(socket, "error").then(() => false),
  ]).catch(() => false);
  socket.destroy();
  if (isAlive) throw new Error(`another front listens at ${path}`);
  rmSync(path);
}

function keptRoutes(file: string | undefined): Routes | undefined {
  if (file === undefined || !existsSync(file)) return undefined;
  const routes = parseRoutes(JSON.parse(readFileSync(file, "utf8")));
  if (typeof routes === "string") throw new Error(`${file}: ${routes}`);
  return routes;
}

function keepRoutes(file: string | undefined, routes: Routes): void {
  if (file === undefined) return;
  writeFileSync(`${file}.next`, JSON.stringify(routes));
  renameSync(`${file}.next`, file);
}
