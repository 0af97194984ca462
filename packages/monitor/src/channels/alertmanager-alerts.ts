import type { AlertNotification } from "../alerts/alert-notification.ts";

/** Alertmanager takes an alert for over when its end has passed, so one that is told once needs an end that is far. */
const lastsMilliseconds = 30 * 24 * 3_600_000;

/** The alerts of a request to Alertmanager's API v2: one, known by its labels from its beginning to its end. */
export function alertmanagerAlerts(notification: AlertNotification, now: number): readonly object[] {
  const { alert, severity, project, deployment, monitor, endedAt, firedAt } = notification;
  return [
    {
      labels: { alertname: alert, severity, project, deployment, monitor },
      annotations: {
        ...{ summary: notification.summary, condition: notification.condition, incident: notification.incident },
        ...(notification.action === null ? {} : { action: notification.action }),
      },
      startsAt: firedAt,
      endsAt: endedAt ?? new Date(now + lastsMilliseconds).toISOString(),
    },
  ];
}

/** Where an Alertmanager takes alerts: its address may be given whole, or up to where its web page begins. */
export function alertmanagerUrl(address: string): URL {
  const url = new URL(address);
  const path = url.pathname.replace(/\/+$/, "");
  url.pathname = path.endsWith("/api/v2/alerts") ? path : `${path}/api/v2/alerts`;
  return url;
}
