import { codes, report } from "@mlopsc/diagnostics";
import type { ChannelDefinition } from "@mlopsc/vocabulary";
import type { AlertNotification } from "../alerts/alert-notification.ts";
import { alertmanagerAlerts, alertmanagerUrl } from "./alertmanager-alerts.ts";
import { type Delivery, later, refused, type SendOptions, sent, usualTimeoutMilliseconds } from "./delivery.ts";
import { networkReason } from "./network-reason.ts";
import { decoded, secretValue, withoutSecrets } from "./secret-text.ts";
import { slackMessage } from "./slack-message.ts";

type Webhook = Extract<ChannelDefinition, { kind: "webhook" }>;

const mostHops = 3;

/** Posts a notification in the channel's format. The address is looked up now, and stands in nothing that comes back. */
export async function sendWebhook(
  channel: Webhook,
  notification: AlertNotification,
  options: SendOptions,
): Promise<Delivery> {
  const { value: address, missing } = secretValue(channel.address, options.environment);
  const { name } = channel;
  if (missing !== undefined) return later(report(codes.channelSecretMissing, { channel: name, name: missing }));
  if (!/^https?:\/\/./i.test(address) || !URL.canParse(address)) {
    return later(report(codes.channelAddress, { channel: name, wanted: "`https://` or `http://`" }));
  }
  const url = channel.format === "alertmanager" ? alertmanagerUrl(address) : new URL(address);
  const now = options.clock();
  const signal = AbortSignal.timeout(options.timeoutMilliseconds ?? usualTimeoutMilliseconds);
  try {
    const body = JSON.stringify(bodyOf(channel.format, notification, now));
    return await judged(name, await post(url, body, notification.key, signal), [address], now);
  } catch (failure) {
    return later(report(codes.channelUnreachable, { channel: name, reason: networkReason(failure) }));
  }
}

function bodyOf(format: Webhook["format"], notification: AlertNotification, now: number): unknown {
  switch (format) {
    case "json":
      return notification;
    case "slack":
      return slackMessage(notification);
    case "alertmanager":
      return alertmanagerAlerts(notification, now);
  }
}

/** Follows 307 and 308 on the same host; any other answer comes back as it is. */
async function post(start: URL, body: string, key: string, signal: AbortSignal): Promise<Response> {
  let url = start;
  for (let hops = 0; ; hops++) {
    const plain = new URL(url);
    plain.username = "";
    plain.password = "";
    const headers = {
      ...{ "content-type": "application/json", "user-agent": "mlopsc", "idempotency-key": key },
      ...(url.username === "" ? {} : { authorization: basicAuthorization(url) }),
    };
    const response = await fetch(plain, { method: "POST", headers, body, signal, redirect: "manual" });
    const next = hops < mostHops ? followed(response, url) : undefined;
    if (next === undefined) return response;
    await response.body?.cancel();
    url = next;
  }
}

const basicAuthorization = ({ username, password }: URL): string =>
  `Basic ${Buffer.from(`${decoded(username)}:${decoded(password)}`).toString("base64")}`;

function followed(response: Response, from: URL): URL | undefined {
  const location = response.headers.get("location");
  if ((response.status !== 307 && response.status !== 308) || location === null) return undefined;
  if (!URL.canParse(location, from.href)) return undefined;
  const to = new URL(location, from);
  const isSecured = to.protocol === "https:" && to.hostname === from.hostname;
  if (to.origin !== from.origin && !isSecured) return undefined;
  to.username = from.username;
  to.password = from.password;
  return to;
}

async function judged(channel: string, response: Response, secrets: readonly string[], now: number): Promise<Delivery> {
  const { status } = response;
  if (status >= 300 && status < 500 && !isTemporary(status)) {
    const answer = withoutSecrets(await beginning(response), secrets);
    return refused(
      status < 400
        ? report(codes.channelRedirected, { channel, status })
        : report(codes.channelRefused, { channel, status, answer }),
    );
  }
  await response.body?.cancel();
  if (response.ok) return sent;
  const afterMilliseconds = retryAfter(response.headers.get("retry-after"), now);
  return {
    ...later(report(codes.channelBusy, { channel, status })),
    ...(afterMilliseconds ? { afterMilliseconds } : {}),
  };
}

const isTemporary = (status: number): boolean => status === 408 || status === 425 || status === 429;

/** Seconds, or a date; an hour at most. */
function retryAfter(header: string | null, now: number): number {
  if (header === null) return 0;
  const milliseconds = /^\d+$/.test(header) ? 1000 * Number(header) : Date.parse(header) - now;
  return Number.isFinite(milliseconds) ? Math.min(Math.max(milliseconds, 0), 3_600_000) : 0;
}

/** The first words of an answer, on one line. */
async function beginning(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const bytes of response.body ?? []) {
    text += decoder.decode(bytes, { stream: true });
    if (text.length >= 1000) break;
  }
  return text.replace(/\s+/g, " ").trim().slice(0, 200);
}
