import { codes } from "@mlopsc/diagnostics";
import type { Declaration } from "../semantics/program.ts";
import { attributeOf } from "./attributes.ts";
import type { CheckContext } from "./check-context.ts";

/** The address of a webhook is a password: it must not stand in the repository. */
export function checkChannel(channel: Declaration, { program, reporter }: CheckContext): void {
  const value = attributeOf(program, channel, "webhook")?.value;
  if (value?.kind !== "text" || isLocal(value.value)) return;
  const name = `${channel.name.toUpperCase().replace(/[^A-Z0-9]+/g, "_")}_WEBHOOK_URL`;
  const newText = `secret("${name}")`;
  const fixes = [{ title: `Replace with \`${newText}\``, edits: [{ span: value.span, newText }] }];
  reporter.report(channel, value.span, codes.literalSecret, { what: "webhook", name }, { fixes });
}

/** An address on this machine, without anything that could be a token, keeps no secret. */
const isLocal = (address: string): boolean =>
  /^https?:\/\/(localhost|127\.0\.0\.1)(:\d+)?(\/[a-z]{0,12})?$/.test(address);
