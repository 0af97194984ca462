import type { RequestLogSpec } from "./platform.ts";

/** What a replica is started with, in an image and out of one: its files lie in the folder that it starts in. */
export interface ReplicaLine {
  readonly model: string;
  readonly version: string;
  readonly release: number;
  readonly host: string;
  readonly port: number;
  readonly logFolder: string;
  readonly log: RequestLogSpec;
  /** Names the log folders of replicas that must have ended before this one begins. */
  readonly afterFile?: string;
  /** Holds the keys that clients need, where they need one. */
  readonly apiKeyFile?: string;
}

/** Arguments of `node`. */
export function replicaLine(line: ReplicaLine): readonly string[] {
  const { model, version, release, host, port, logFolder, log, afterFile, apiKeyFile } = line;
  return [
    "server.bundle.cjs",
    ...["--model", "model.json", "--name", model, "--version", version, "--release", String(release)],
    ...["--host", host, "--port", String(port)],
    ...["--log-folder", logFolder, "--log-bytes", String(log.bytes), "--log-days", String(log.days)],
    ...log.keys.flatMap((key) => ["--log-key", key]),
    ...(afterFile === undefined ? [] : ["--after-file", afterFile]),
    ...(apiKeyFile === undefined ? [] : ["--api-key-file", apiKeyFile]),
  ];
}

/** A part of what a replica may have is not heap: code, buffers, stacks. */
export const heapMegabytes = (memory: number | undefined): readonly string[] =>
  memory === undefined ? [] : [`--max-old-space-size=${Math.max(32, Math.floor((memory * 0.75) / 1_048_576))}`];

export interface FrontLine {
  readonly host: string;
  readonly port: number;
  /** Where it takes orders: `frontOrder`. */
  readonly socket: string;
  /** Where it puts down the routes that it was given, and finds them when it starts. */
  readonly routesFile: string;
}

/** Arguments of `node`. */
export const frontLine = (program: string, { host, port, socket, routesFile }: FrontLine): readonly string[] => [
  program,
  ...["--host", host, "--port", String(port), "--socket", socket, "--routes", routesFile],
];

/** Arguments of `node`: `set` reads routes on standard input, `status` prints counts. */
export const frontOrder = (program: string, order: "set" | "status", socket: string): readonly string[] => [
  program,
  order,
  ...["--socket", socket],
];
