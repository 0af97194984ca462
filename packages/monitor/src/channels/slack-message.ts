import type { AlertNotification } from "../alerts/alert-notification.ts";

/** A message of Slack's Block Kit; other chats that take Slack's webhooks read `text`. */
export function slackMessage(notification: AlertNotification): object {
  const { state, severity, alert, summary, condition, figures, action, incident, deployment, monitor } = notification;
  const over = state === "resolved";
  const title = over ? `${alert} is over` : `${alert} (${severity})`;
  const fields = [
    ["Deployment", deployment],
    ["Monitor", monitor],
    ["Condition", condition],
    ["Since", notification.since],
    ...(notification.endedAt === null ? [] : [["Until", notification.endedAt]]),
    ...(figures.length === 0 ? [] : [["Seen", figures.map(({ name, text }) => `${name} is ${text}`).join(", ")]]),
    ...(action === null ? [] : [["What is done", action]]),
  ] as const;
  return {
    text: escaped(summary, 3000),
    blocks: [
      {
        type: "header",
        text: {
          type: "plain_text",
          emoji: true,
          text: shortened(`${over ? ":white_check_mark:" : icons[severity]} ${title}`, 150),
        },
      },
      {
        type: "section",
        fields: fields.map(([name, value]) => ({ type: "mrkdwn", text: `*${name}*\n${escaped(value!, 1900)}` })),
      },
      { type: "context", elements: [{ type: "mrkdwn", text: escaped(incident, 1900) }] },
    ],
  };
}

const icons = { critical: ":red_circle:", warning: ":large_orange_circle:", info: ":large_blue_circle:" } as const;

const shortened = (text: string, most: number): string => (text.length <= most ? text : `${text.slice(0, most - 1)}…`);

/** As Slack asks: three signs are escaped, and no others. What is too long ends before a sign, not within one. */
function escaped(text: string, most: number): string {
  let safe = "";
  for (const sign of text) {
    const next = signs[sign] ?? sign;
    if (safe.length + next.length > most - 1) return `${safe}…`;
    safe += next;
  }
  return safe;
}

const signs: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
