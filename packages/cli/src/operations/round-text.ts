import type { KeptWindow, Watched } from "@mlopsc/engine";
import { formatNumber } from "../terminal/numbers.ts";
import type { Terminal } from "../terminal/terminal.ts";

/** What a round found, a line for each window, alert and action; nothing where nothing happened. */
export function roundText({ setup, look, acted, undelivered }: Watched, { colours }: Terminal): string {
  const { dim, red, green, yellow, bold } = colours;
  const lines = look.windows.map((window) => windowLine(window, colours));
  for (const { kind, alert, incident } of look.events) {
    const paint = kind === "resolved" ? green : incident.severity === "critical" ? red : yellow;
    const word = { firing: "fires", repeat: "still fires", resolved: "is over" }[kind];
    lines.push(`  ${paint("●")} ${bold(alert)} ${word} ${dim(incident.source)}`);
  }
  for (const { action, message } of acted) lines.push(`  ${bold("→")} ${action.action.kind}: ${message}`);
  for (const problem of undelivered) lines.push(`  ${yellow("!")} ${problem}`);
  if (look.missed > 0)
    lines.push(`  ${yellow("!")} ${setup.name}: ${look.missed} segments of logs were removed unread`);
  return lines.map((line) => `${line}\n`).join("");
}

function windowLine({ record, live }: KeptWindow, { dim, red, green }: Terminal["colours"]): string {
  const { window, requests, drift } = record;
  const metrics = Object.entries(live?.metrics ?? {}).flatMap(([name, value]) =>
    value === null ? [] : [`${name} ${formatNumber(value)}`],
  );
  const verdict = { drifted: red("drifted"), same: green("as the reference"), not_judged: dim("not judged") }[
    drift.verdict
  ];
  const auc = drift.classifier === null ? "" : dim(` (AUC ${drift.classifier.auc.toFixed(2)})`);
  const parts = [`${formatNumber(requests)} requests`, `${verdict}${auc}`, metrics.slice(0, 2).join(", ")];
  return `${dim(new Date(window.start).toISOString().slice(0, 16).replace("T", " "))}  ${parts.filter(Boolean).join("  ")}`;
}
