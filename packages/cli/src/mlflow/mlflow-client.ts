import { codes, type Diagnostic, report } from "@mlopsc/diagnostics";
import { UsageError } from "../exit-code.ts";
import { Stopped } from "../stopped.ts";

/** Calls of MLflow's REST API 2.0. What cannot be done ends the command with a code; credentials are in no message. */
export interface MlflowClient {
  /** Undefined where the server has no such thing. */
  get<Answer>(call: string, parameters: Readonly<Record<string, string>>): Promise<Answer | undefined>;
  post<Answer>(call: string, body: object): Promise<Answer>;
}

export interface MlflowAddress {
  /** Without a slash at its end. */
  readonly url: string;
  /** The whole header; absent where the server asks for nothing. */
  readonly authorization?: string;
}

/** Longer than any server takes that will answer at all. */
const patienceMilliseconds = 60_000;

/** Where the server is and who calls, as MLflow's own clients read it from the environment. */
export function mlflowAddress(given: string, environment: Readonly<Record<string, string | undefined>>): MlflowAddress {
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw new UsageError("--mlflow wants the address of a server, as http://localhost:5000.");
  if (url.username !== "" || url.password !== "")
    throw new UsageError(
      "Leave name and password out of the address: set MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD.",
    );
  const authorization = authorizationOf(environment);
  const address = `${url.origin}${url.pathname}`.replace(/\/+$/, "");
  return authorization === undefined ? { url: address } : { url: address, authorization };
}

function authorizationOf(environment: Readonly<Record<string, string | undefined>>): string | undefined {
  const name = environment["MLFLOW_TRACKING_USERNAME"];
  const password = environment["MLFLOW_TRACKING_PASSWORD"];
  if (name && password) return `Basic ${Buffer.from(`${name}:${password}`).toString("base64")}`;
  const token = environment["MLFLOW_TRACKING_TOKEN"];
  return token ? `Bearer ${token}` : undefined;
}

export function mlflowClient(address: MlflowAddress, signal: AbortSignal): MlflowClient {
  return {
    get: async (call, parameters) => {
      const path = `${call}?${new URLSearchParams(parameters)}`;
      const replied = await send(address, path, {}, signal);
      return replied.answer?.error_code === "RESOURCE_DOES_NOT_EXIST"
        ? undefined
        : accepted(address, `GET ${call}`, replied);
    },
    post: async (call, body) => {
      const replied = await send(address, call, { method: "POST", body: JSON.stringify(body) }, signal);
      return accepted(address, `POST ${call}`, replied);
    },
  };
}

interface Replied {
  readonly response: Response;
  /** Undefined where it is no JSON object. */
  readonly answer: { readonly error_code?: string; readonly message?: string } | undefined;
}

async function send(
  { url, authorization }: MlflowAddress,
  path: string,
  request: RequestInit,
  signal: AbortSignal,
): Promise<Replied> {
  const headers = { "content-type": "application/json", ...(authorization ? { authorization } : {}) };
  try {
    const until = AbortSignal.any([signal, AbortSignal.timeout(patienceMilliseconds)]);
    // A redirect would turn a POST into a GET, or carry the credentials elsewhere.
    const options: RequestInit = { ...request, headers, signal: until, redirect: "manual" };
    const response = await fetch(`${url}/api/2.0/mlflow/${path}`, options);
    return { response, answer: jsonOf(await response.text()) };
  } catch (failure) {
    signal.throwIfAborted();
    throw stopped(report(codes.mlflowUnreachable, { url, detail: faultText(failure) }));
  }
}

/** The answer, or the end of the command. */
function accepted<Answer>({ url, authorization }: MlflowAddress, call: string, { response, answer }: Replied): Answer {
  const { ok, status, statusText, headers } = response;
  if (ok && answer !== undefined) return answer as Answer;
  if (answer?.error_code !== undefined || status === 401 || status === 403 || status >= 500) {
    const detail = withoutSecret(answer?.message ?? answer?.error_code ?? statusText, authorization);
    throw stopped(report(codes.mlflowRefused, { url, call, status, detail }));
  }
  const detail = headers.has("location") ? `a redirect (${status})` : `status ${status} and no JSON of MLflow`;
  throw stopped(report(codes.mlflowUnexpected, { url, call, detail }));
}

const stopped = (diagnostic: Diagnostic): Stopped => new Stopped([diagnostic]);

/** Undefined where the text is no JSON object. */
function jsonOf(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function faultText(failure: unknown): string {
  const { name, message, cause } = failure as Error & { readonly cause?: { readonly code?: string } };
  if (name === "TimeoutError") return `nothing came within ${patienceMilliseconds / 1000} s`;
  return cause?.code ?? message;
}

/** A server may say what it was given; nobody else shall read it. One line, without its full stop. */
function withoutSecret(text: string, authorization: string | undefined): string {
  const secret = authorization?.split(" ")[1];
  const told = secret ? text.replaceAll(secret, "***") : text;
  return told.replace(/\s+/g, " ").trim().slice(0, 300).replace(/\.$/, "") || "no reason given";
}
