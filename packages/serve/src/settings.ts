import { parseArgs } from "node:util";
import type { RequestLogSettings } from "./server/create-server.ts";
import { defaultLimits, type ServerLimits } from "./server/limits.ts";

export const usage = `Usage: server --model FILE [options]
  --port NUMBER            0: any; default 8080
  --host ADDRESS           default 0.0.0.0
  --name NAME              what answers call the model; default its own name
  --version VERSION        default the beginning of its digest
  --release RELEASE        what the request log calls this release; default the version
  --digest SHA256          refuse any other file
  --drain MILLISECONDS     how long /readyz says 503 before the server closes; default 0
  --api-key-file FILE      a request needs one of the keys in it, one a line, save for /healthz, /readyz and /metrics
  --max-in-flight NUMBER   requests begun and not answered, beyond which one gets 503; default 1000
  --max-lag MILLISECONDS   how late the event loop may come before requests get 503; default 1000
  --log requests|problems  lines on standard output; problems, the default, leaves out good answers: /metrics counts those
  --log-folder FOLDER      keep requests and answers in files there, without personal columns
  --log-key FIELD          a field that requests may have besides, kept for joining labels; may be repeated
  --log-bytes NUMBER       all files of the log together; default 1073741824
  --log-days NUMBER        how long a file is kept; default 30
  --after-file FILE        log folders of servers, one a line, that must have ended before this one begins; then it is removed
`;

export interface Settings {
  readonly model: string;
  readonly port: number;
  readonly host: string;
  readonly name: string | undefined;
  readonly version: string | undefined;
  /** 64 hexadecimal digits. */
  readonly digest: string | undefined;
  readonly drain: number;
  readonly allRequests: boolean;
  readonly requestLog: RequestLogSettings | undefined;
  readonly apiKeyFile: string | undefined;
  /** Whom to wait for: `awaitTurn`. */
  readonly afterFile: string | undefined;
  readonly limits: Partial<ServerLimits>;
}

const text = { type: "string" } as const;
const options = {
  ...{ model: text, port: text, host: text, name: text, version: text, release: text, digest: text, drain: text },
  ...{ log: text, "log-folder": text, "log-bytes": text, "log-days": text },
  ...{ "after-file": text, "api-key-file": text, "max-in-flight": text, "max-lag": text },
  "log-key": { type: "string", multiple: true },
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>["values"];

/** The settings in the words of a command line; undefined where they make no sense. */
export function readSettings(words: readonly string[]): Settings | undefined {
  let values: Values;
  try {
    ({ values } = parseArgs({ args: [...words], options }));
  } catch {
    return undefined;
  }
  const port = whole(values.port ?? "8080", 65_535);
  const drain = whole(values.drain ?? "0");
  const requestLog = logSettings(values);
  const inFlight = whole(values["max-in-flight"] ?? String(defaultLimits.inFlight));
  const lagMilliseconds = whole(values["max-lag"] ?? String(defaultLimits.lagMilliseconds));
  const { model, name, version, log = "problems" } = values;
  if (model === undefined || port === undefined || drain === undefined || requestLog === "unsound") return undefined;
  if (inFlight === undefined || lagMilliseconds === undefined) return undefined;
  if (log !== "requests" && log !== "problems") return undefined;
  const digest = values.digest?.replace(/^sha256:/, "").toLowerCase();
  const host = values.host ?? "0.0.0.0";
  return {
    ...{ model, port, host, name, version, digest, drain, allRequests: log === "requests", requestLog },
    ...{ apiKeyFile: values["api-key-file"], afterFile: values["after-file"], limits: { inFlight, lagMilliseconds } },
  };
}

function logSettings(values: Values): RequestLogSettings | undefined | "unsound" {
  const { "log-folder": folder, "log-key": keys = [], release } = values;
  const totalBytes = whole(values["log-bytes"] ?? "1073741824");
  const days = whole(values["log-days"] ?? "30");
  if (totalBytes === undefined || days === undefined) return "unsound";
  if (folder === undefined) return keys.length > 0 || values["after-file"] !== undefined ? "unsound" : undefined;
  const retention = { totalBytes, ageMilliseconds: days * 86_400_000 };
  return { folder, keys, retention, ...(release === undefined ? {} : { release }) };
}

function whole(written: string, high = Number.MAX_SAFE_INTEGER): number | undefined {
  const number = Number(written);
  return /^\d+$/.test(written) && number <= high ? number : undefined;
}
