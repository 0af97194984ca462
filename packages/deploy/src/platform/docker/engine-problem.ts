import { codes, type Diagnostic, report } from "@mlopsc/diagnostics";
import { failed, type Outcome } from "../../outcome.ts";

/** What an engine said no with, or what kept it from being reached. */
interface EngineError {
  readonly message: string;
  /** Of HTTP: the engine answered. */
  readonly statusCode?: number;
  /** Of the system: it was not reached. */
  readonly code?: string;
  readonly json?: { readonly message?: string };
}

/** What `act` gives; whatever the engine, or the way to it, said no with becomes a problem. Bugs of ours pass through. */
export async function askEngine<T>(host: string, what: string, act: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
  try {
    return await act();
  } catch (thrown) {
    return failed(engineProblem(host, what, thrown));
  }
}

export function engineProblem(host: string, what: string, thrown: unknown): Diagnostic {
  const error = thrown as EngineError;
  const reason = reasonOf(thrown);
  if (/no space left on device/i.test(reason)) return report(codes.noRoom, { place: `the engine on ${host}`, reason });
  if (error.statusCode !== undefined) return report(codes.platformRefused, { what, reason });
  if (error.code !== undefined) return report(codes.engineDown, { host, reason });
  throw thrown;
}

/** In the engine's own words, without what the client puts around them. */
export function reasonOf(thrown: unknown): string {
  const { json, message } = thrown as EngineError;
  return (json?.message ?? message.replace(/^\(HTTP code \d+\) [^-]* - /, "")).trim();
}

export const isMissing = (thrown: unknown): boolean => (thrown as EngineError).statusCode === 404;

/** Waits for a call whose object may be gone: that is nothing then. */
export const unlessMissing = <T>(call: Promise<T>): Promise<T | undefined> =>
  call.catch((thrown: unknown) => {
    if (isMissing(thrown)) return undefined;
    throw thrown;
  });
