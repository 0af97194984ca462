import { codes } from "@mlopsc/diagnostics";
import { leastWindowRequests, type MonitorWindow } from "@mlopsc/vocabulary";
import type { Declaration, Program } from "../semantics/program.ts";
import { attributeOf, choiceOf, numberOf, typedValueOf } from "./attributes.ts";
import type { CheckContext } from "./check-context.ts";

const hour = 3_600_000;

/** What a monitor judges at once; an hour where it does not say, or wrongly. */
export function monitorWindow(monitor: Declaration, program: Program): MonitorWindow {
  const requests = numberOf(choiceOf(program, monitor, "window"), "count", 0);
  if (requests >= leastWindowRequests) return { kind: "count", requests };
  return { kind: "time", milliseconds: typedValueOf(program, monitor, "window", "duration")?.value ?? hour };
}

/** A window of few requests would never be judged. */
export function checkMonitorWindow(monitor: Declaration, { program, reporter }: CheckContext): void {
  const choice = choiceOf(program, monitor, "window");
  const requests = numberOf(choice, "count", leastWindowRequests);
  if (choice === undefined || requests >= leastWindowRequests) return;
  const span = attributeOf(program, monitor, "window")!.value.span;
  const wanted = `${leastWindowRequests} requests or more`;
  reporter.report(monitor, span, codes.outOfRange, { what: "window", found: String(requests), wanted });
}
