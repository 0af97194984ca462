import { parseFile } from "@mlopsc/grammar";
import type { ValueKind } from "@mlopsc/vocabulary";
import type { Value } from "../semantics/program.ts";
import { createReporter } from "../semantics/reporter.ts";
import { readValue } from "../semantics/values/read-value.ts";
import type { ValueContext } from "../semantics/values/value-context.ts";

/** What a default of the table of blocks stands for: it is read like what a person writes. */
export function defaultValue(kind: ValueKind, written: string, context: ValueContext): Value | null {
  const [placed] = parseFile("", `block given {\n  value = ${written}\n}\n`).blocks;
  const member = placed?.block.members.find(({ node }) => node === "attribute");
  if (member?.node !== "attribute") throw new Error(`The table has a default that cannot be read: ${written}.`);
  return readValue(kind, member.value, "value", { ...context, parameters: new Map(), reporter: createReporter() });
}
