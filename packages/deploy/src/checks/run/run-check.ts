import { performance } from "node:perf_hooks";
import { codes, report } from "@mlopsc/diagnostics";
import type { RunCheck } from "@mlopsc/vocabulary";
import type { CheckContext, CheckPlace, Measured, ProgramEnd } from "../check-context.ts";
import { type HeaderProxy, headerProxy } from "./header-proxy.ts";

/** Runs a test of the team's own against the first place. */
export async function checkRun(check: RunCheck, context: CheckContext): Promise<Measured> {
  const { target, deployment, places, runProgram, signal } = context;
  const door = await doorTo(places[0]!);
  const start = performance.now();
  try {
    const end = await runProgram(check, {
      variables: { MLOPSC_URL: door.url, MLOPSC_DEPLOYMENT: deployment, MLOPSC_TARGET: target },
      timeoutMilliseconds: check.timeoutMilliseconds,
      signal,
    });
    signal.throwIfAborted();
    const figures = { duration: performance.now() - start };
    const how = howItFailed(end, check);
    if (how === null) return { figures, findings: [] };
    const log = end.kind === "missing" ? [] : end.log;
    return { figures, findings: [report(codes.runFails, { check: check.source, target, how, log })] };
  } finally {
    await door.close();
  }
}

/** A test knows no headers: where a place needs some, it is given an address that adds them. */
const doorTo = async ({ url, headers }: CheckPlace): Promise<HeaderProxy> =>
  headers === undefined || Object.keys(headers).length === 0
    ? { url, close: async () => {} }
    : headerProxy(url, headers);

function howItFailed(end: ProgramEnd, { timeoutMilliseconds }: RunCheck): string | null {
  switch (end.kind) {
    case "exited":
      return end.exitCode === 0 ? null : `ended with exit code ${end.exitCode}`;
    case "killed":
      return `was ended by ${end.signal}`;
    case "timedOut":
      return `had not ended after ${timeoutMilliseconds / 1000} s`;
    case "missing":
      return `could not be run (${end.reason})`;
  }
}
