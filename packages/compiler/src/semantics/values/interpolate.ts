import { codes } from "@mlopsc/diagnostics";
import type { TextSyntax } from "@mlopsc/grammar";
import { findParameter } from "../names/find-parameter.ts";
import { reportUnknown } from "../names/report-unknown.ts";
import type { Declaration, Parameter } from "../program.ts";
import type { Reporter } from "../reporter.ts";

/** A text with the values of its `{parameters}`; null where one is unknown (reported) or has no value. */
export function interpolate(
  syntax: TextSyntax,
  parameters: ReadonlyMap<string, Parameter>,
  where: Pick<Declaration, "file" | "offset">,
  reporter: Reporter,
): string | null {
  let text: string | null = "";
  for (const part of syntax.parts) {
    if (typeof part === "string") {
      text = text === null ? null : text + part;
      continue;
    }
    const parameter = findParameter(part, parameters, where, reporter);
    if (parameter === undefined) reportUnknown(reporter, where, part, codes.unknownParameter, parameters.keys(), {});
    const value = parameter?.value;
    text = text === null || value === undefined || value === null ? null : text + String(value);
  }
  return text;
}
