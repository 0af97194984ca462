import { codes } from "@mlopsc/diagnostics";
import type { Declaration } from "../semantics/program.ts";
import { typedValueOf } from "./attributes.ts";
import type { CheckContext } from "./check-context.ts";

const ranges = {
  port: { low: 1, high: 65_535, wanted: "a port in 1..65535" },
  replicas: { low: 1, high: 1000, wanted: "a whole number in 1..1000" },
} as const;

/** No Node process answers in less. */
const leastMemory = 64_000_000;

/** The numbers of a target lie where they make sense. */
export function checkTarget(target: Declaration, { program, reporter }: CheckContext): void {
  for (const [what, { low, high, wanted }] of Object.entries(ranges)) {
    const value = typedValueOf(program, target, what, "int");
    if (value === undefined || (value.value >= low && value.value <= high)) continue;
    reporter.report(target, value.span, codes.outOfRange, { what, found: String(value.value), wanted });
  }
  const memory = typedValueOf(program, target, "memory", "bytes");
  if (memory !== undefined && memory.value < leastMemory) {
    const found = target.block.text.slice(memory.span.start, memory.span.end);
    reporter.report(target, memory.span, codes.outOfRange, { what: "memory", found, wanted: "64MB at least" });
  }
}
