import { createHash } from "node:crypto";
import { codes, report } from "@mlopsc/diagnostics";
import type { ChannelDefinition } from "@mlopsc/vocabulary";
import type { AlertNotification } from "../alerts/alert-notification.ts";
import { type Delivery, later, refused, type SendOptions, sent, usualTimeoutMilliseconds } from "./delivery.ts";
import { networkReason } from "./network-reason.ts";
import { decoded, secretValue } from "./secret-text.ts";

type Email = Extract<ChannelDefinition, { kind: "email" }>;

/** Sends a notification as a letter. All letters of an incident are one conversation. */
export async function sendEmail(
  channel: Email,
  notification: AlertNotification,
  { environment, timeoutMilliseconds = usualTimeoutMilliseconds }: SendOptions,
): Promise<Delivery> {
  const { value: server, missing } = secretValue(channel.server, environment);
  const { name } = channel;
  if (missing !== undefined) return later(report(codes.channelSecretMissing, { channel: name, name: missing }));
  if (!/^smtps?:\/\/./i.test(server) || !URL.canParse(server)) {
    return later(report(codes.channelAddress, { channel: name, wanted: "`smtp://` or `smtps://`" }));
  }
  // Loaded by those who send letters only: it takes longer to load than all the rest.
  const { createTransport } = await import("nodemailer");
  const transport = createTransport(serverOptions(new URL(server), timeoutMilliseconds));
  try {
    await transport.sendMail(letter(channel, notification));
    return sent;
  } catch (failure) {
    const { code, responseCode: status } = failure as { readonly code?: string; readonly responseCode?: number };
    if (status === undefined || code === "ETLS") {
      return later(report(codes.channelUnreachable, { channel: name, reason: networkReason(failure) }));
    }
    return status >= 500
      ? refused(report(codes.mailRefused, { channel: name, status }))
      : later(report(codes.channelBusy, { channel: name, status }));
  } finally {
    transport.close();
  }
}

/** With a password the connection must be encrypted, unless it does not leave this machine. */
function serverOptions(
  { protocol, hostname, port, username, password }: URL,
  timeoutMilliseconds: number,
): Parameters<typeof import("nodemailer").createTransport>[0] {
  const secure = protocol === "smtps:";
  const isLocal = hostname === "localhost" || hostname === "127.0.0.1" || hostname === "[::1]";
  return {
    host: hostname.replace(/^\[|\]$/g, ""),
    port: port === "" ? (secure ? 465 : 587) : Number(port),
    secure,
    ...(username === "" ? {} : { auth: { user: decoded(username), pass: decoded(password) } }),
    requireTLS: !secure && username !== "" && !isLocal,
    connectionTimeout: timeoutMilliseconds,
    greetingTimeout: timeoutMilliseconds,
    socketTimeout: timeoutMilliseconds,
  };
}

function letter({ to, from }: Email, notification: AlertNotification): object {
  const { state, severity, alert, monitor, key, incident, action } = notification;
  const lines = [
    notification.summary,
    "",
    `Condition:  ${notification.condition}`,
    `Since:      ${notification.since}`,
    ...(notification.endedAt === null ? [] : [`Until:      ${notification.endedAt}`]),
    ...notification.figures.map(({ name, text }) => `Seen:       ${name} is ${text}`),
    ...(action === null ? [] : [`Now:        ${action}`]),
    `Project:    ${notification.project}`,
    `Deployment: ${notification.deployment}`,
    `Incident:   ${incident}`,
  ];
  const first = messageId(`${incident}/firing`);
  return {
    ...{ from, to, messageId: messageId(key) },
    subject: `[${state === "resolved" ? "resolved" : severity}] ${alert} of ${monitor}`,
    text: lines.join("\n"),
    headers: { "X-Mlopsc-Key": key, "Auto-Submitted": "auto-generated" },
    ...(key === `${incident}/firing` ? {} : { inReplyTo: first, references: first }),
    ...{ disableFileAccess: true, disableUrlAccess: true },
  };
}

/** One for each key, so that a letter that is sent twice is known as one. */
const messageId = (key: string): string => `<${createHash("sha256").update(key).digest("hex").slice(0, 32)}@mlopsc>`;
