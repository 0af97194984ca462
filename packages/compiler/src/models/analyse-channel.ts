import { codes } from "@mlopsc/diagnostics";
import { blocks, type ChannelDefinition, type SecretText } from "@mlopsc/vocabulary";
import type { BoundAttribute, Declaration } from "../semantics/program.ts";
import { attributeOf, choiceOf, nameSpan, typedValueOf } from "./attributes.ts";
import type { CheckContext } from "./check-context.ts";
import { variableNames } from "./outside/program-line.ts";
import { readCommandLine } from "./read-command-line.ts";

type Format = Extract<ChannelDefinition, { kind: "webhook" }>["format"];

/** Where a channel leads; null where that is not said, which is reported. */
export function analyseChannel(channel: Declaration, context: CheckContext): ChannelDefinition | null {
  const { program, reporter } = context;
  checkUnread(channel, context);
  const format = (choiceOf(program, channel, "format")?.name ?? blocks.channel.attributes.format.default) as Format;
  const address = secretOf(channel, "webhook", context, (text) => isOpenAddress(text, format));
  const server = secretOf(channel, "server", context, isOpenServer);
  const { name } = channel;
  if (address !== undefined) return { name, kind: "webhook", address, format };
  const to = typedValueOf(program, channel, "email", "text")?.value;
  if (to !== undefined) {
    const from = typedValueOf(program, channel, "from", "text")?.value ?? to;
    if (server !== undefined) return { name, kind: "email", to, from, server };
    if (!program.bound.get(channel)?.written.has("server")) {
      reporter.report(channel, nameSpan(channel), codes.emailServer, { channel: name });
    }
    return null;
  }
  const line = typedValueOf(program, channel, "command", "text");
  const command = line && readCommandLine(line, channel, reporter);
  const variables = typedValueOf(program, channel, "environment", "texts")?.texts ?? [];
  const values = { declaration: channel, byKind: program.byKind, parameters: program.parameters, reporter };
  return command ? { name, kind: "command", command, environment: variableNames(variables, values) } : null;
}

/** What one way of telling reads, and no other. */
const readBy: Readonly<Record<string, string>> = {
  format: "webhook",
  server: "email",
  from: "email",
  environment: "command",
};

function checkUnread(channel: Declaration, { program, reporter }: CheckContext): void {
  const bound = program.bound.get(channel);
  for (const [attribute, reader] of Object.entries(readBy)) {
    const given = bound?.attributes.get(attribute);
    if (given === undefined || bound?.written.has(reader)) continue;
    reporter.report(channel, given.name.span, codes.channelUnread, { attribute, reader });
  }
}

/** A secret by name, or text; text that tells a secret is reported. */
function secretOf(
  channel: Declaration,
  what: "webhook" | "server",
  { program, reporter }: CheckContext,
  isOpen: (text: string) => boolean,
): SecretText | undefined {
  const value: BoundAttribute["value"] | undefined = attributeOf(program, channel, what)?.value;
  if (value?.kind === "secret") return { secret: value.name };
  if (value?.kind !== "text") return undefined;
  if (!isOpen(value.value)) {
    const suffix = what === "webhook" ? "WEBHOOK_URL" : "SMTP_URL";
    const name = `${channel.name.toUpperCase().replace(/[^A-Z0-9]+/g, "_")}_${suffix}`;
    const newText = `secret("${name}")`;
    const fixes = [{ title: `Replace with \`${newText}\``, edits: [{ span: value.span, newText }] }];
    reporter.report(channel, value.span, codes.literalSecret, { what, name }, { fixes });
  }
  return { text: value.value };
}

/** An address on this machine without anything that could be a token, or that of an Alertmanager, keeps no secret. */
const isOpenAddress = (address: string, format: Format): boolean =>
  /^https?:\/\/(localhost|127\.0\.0\.1)(:\d+)?(\/[a-z]{0,12})?$/.test(address) ||
  (format === "alertmanager" && !/[@?]/.test(address));

/** Without a user and a password. */
const isOpenServer = (address: string): boolean => !address.includes("@");
