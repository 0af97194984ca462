import { expect, test } from "vitest";
import { alertmanagerAlerts, alertmanagerUrl } from "../../src/channels/alertmanager-alerts.ts";
import { slackMessage } from "../../src/channels/slack-message.ts";
import { sampleNotification } from "./sample-notification.ts";

test("Slack's blocks", () => {
  expect(slackMessage(sampleNotification())).toEqual({
    text: "drifted of churn_live: drift.auc &gt; 0.75 for 2h (drift.auc is 0.81)",
    blocks: [
      { type: "header", text: { type: "plain_text", emoji: true, text: ":red_circle: drifted (critical)" } },
      {
        type: "section",
        fields: [
          { type: "mrkdwn", text: "*Deployment*\nchurn_api" },
          { type: "mrkdwn", text: "*Monitor*\nchurn_live" },
          { type: "mrkdwn", text: "*Condition*\ndrift.auc &gt; 0.75 for 2h" },
          { type: "mrkdwn", text: "*Since*\n2026-03-20T10:00:00.000Z" },
          { type: "mrkdwn", text: "*Seen*\ndrift.auc is 0.81" },
          { type: "mrkdwn", text: "*What is done*\nretrain churn" },
        ],
      },
      {
        type: "context",
        elements: [{ type: "mrkdwn", text: "churn/churn_live/drifted/2026-03-20T10:00:00.000Z" }],
      },
    ],
  });
});

test("Slack's limits hold whatever the names are", () => {
  const long = "<&>".repeat(3000);
  const changes = { alert: long, condition: long, summary: long, incident: long, deployment: long, endedAt: long };
  const { text, blocks } = slackMessage(sampleNotification({ ...changes, state: "resolved" })) as {
    text: string;
    blocks: { text?: { text: string }; fields?: { text: string }[]; elements?: { text: string }[] }[];
  };
  expect(text).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/);
  expect(blocks[0]!.text!.text.length).toBeLessThanOrEqual(150);
  expect(blocks[1]!.fields!.length).toBeLessThanOrEqual(10);
  for (const { text: field } of [...blocks[1]!.fields!, ...blocks[2]!.elements!]) {
    expect(field.length).toBeLessThanOrEqual(2000);
    expect(field).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/);
  }
});

test("an alert of Alertmanager's, from its beginning to its end", () => {
  const now = Date.UTC(2026, 2, 20, 13);
  const [begun] = alertmanagerAlerts(sampleNotification(), now) as { labels: object; endsAt: string }[];
  expect(begun).toEqual({
    labels: {
      ...{ alertname: "drifted", severity: "critical" },
      ...{ project: "churn", deployment: "churn_api", monitor: "churn_live" },
    },
    annotations: {
      summary: "drifted of churn_live: drift.auc > 0.75 for 2h (drift.auc is 0.81)",
      condition: "drift.auc > 0.75 for 2h",
      incident: "churn/churn_live/drifted/2026-03-20T10:00:00.000Z",
      action: "retrain churn",
    },
    startsAt: "2026-03-20T12:00:00.000Z",
    endsAt: "2026-04-19T13:00:00.000Z",
  });
  const ended = { state: "resolved", endedAt: "2026-03-20T15:00:00.000Z", action: null } as const;
  const [over] = alertmanagerAlerts(sampleNotification(ended), now) as { labels: object; endsAt: string }[];
  expect(over!.labels).toEqual(begun!.labels);
  expect(over!.endsAt).toBe("2026-03-20T15:00:00.000Z");
});

test.each([
  ["http://am:9093", "http://am:9093/api/v2/alerts"],
  ["http://am:9093/", "http://am:9093/api/v2/alerts"],
  ["https://example.com/alertmanager/", "https://example.com/alertmanager/api/v2/alerts"],
  ["http://am:9093/api/v2/alerts", "http://am:9093/api/v2/alerts"],
])("Alertmanager at %s", (address, url) => expect(alertmanagerUrl(address).href).toBe(url));
