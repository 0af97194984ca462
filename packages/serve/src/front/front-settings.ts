import { parseArgs } from "node:util";
import { defaultLimits } from "../server/limits.ts";
import type { FrontSettings } from "./start-front.ts";

export const usage = `Usage: front --socket PATH [options]     run until SIGTERM
       front set --socket PATH           read routes from the standard input, and follow them from now on
       front status --socket PATH        print routes, health and counts by release
  --port NUMBER            0: any; default 8080
  --host ADDRESS           default 0.0.0.0
  --routes FILE            keeps the routes for when the front starts again
  --body NUMBER            bytes of the largest body; default 1048576
  --hold MILLISECONDS      how long a request waits for a backend where none is up; default 10000
  --timeout MILLISECONDS   how long a backend may take to answer; default 30000
  --close MILLISECONDS     how long requests in flight may take after SIGTERM; default 10000
`;

export type FrontCommand =
  | { readonly kind: "run"; readonly settings: FrontSettings }
  | { readonly kind: "set" | "status"; readonly socket: string };

const text = { type: "string" } as const;
const options = {
  ...{ socket: text, port: text, host: text, routes: text },
  ...{ body: text, hold: text, timeout: text, close: text },
} as const;

/** The command in the words of a command line; undefined where they make no sense. */
export function readFrontCommand(words: readonly string[]): FrontCommand | undefined {
  try {
    const { values, positionals } = parseArgs({ args: [...words], options, allowPositionals: true });
    const { socket, host = "0.0.0.0", routes, ...given } = values;
    const [kind = "run", ...more] = positionals;
    if (socket === undefined || more.length > 0) return undefined;
    if (kind === "set" || kind === "status") return { kind, socket };
    if (kind !== "run") return undefined;
    const numbers = {
      port: whole(given.port ?? "8080", 65_535),
      bodyBytes: whole(given.body ?? String(defaultLimits.bodyBytes)),
      holdMilliseconds: whole(given.hold ?? "10000"),
      timeoutMilliseconds: whole(given.timeout ?? "30000"),
      closeMilliseconds: whole(given.close ?? "10000"),
    };
    return { kind, settings: { socket, host, routes, ...numbers } };
  } catch {
    return undefined;
  }
}

/** Throws where it is none. */
function whole(written: string, high = 2_147_483_647): number {
  const number = Number(written);
  if (!/^\d+$/.test(written) || number > high) throw new RangeError(written);
  return number;
}
