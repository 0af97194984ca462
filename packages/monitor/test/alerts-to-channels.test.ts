import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ChannelDefinition } from "@mlopsc/vocabulary";
import { expect, test } from "vitest";
import { type AlertStates, alertMessages, deliverDue, evaluateAlerts } from "../src/index.ts";
import { hour, sampleAlert } from "./alerts/sample-alert.ts";
import { createMemoryOutbox } from "./channels/memory-outbox.ts";
import { startReceiver } from "./channels/receiver.ts";

test("data that drift for forty windows and waver at their end are one alert in each channel, and one end", async () => {
  const receiver = await startReceiver([{ status: 503 }, { status: 200 }]);
  const file = join(mkdtempSync(join(tmpdir(), "mlopsc-test-")), "paged");
  const page = `require("fs").appendFileSync(process.env.PAGED, JSON.parse(require("fs").readFileSync(0)).state + "\\n")`;
  const channels: readonly ChannelDefinition[] = [
    { name: "team", kind: "webhook", address: { secret: "TEAM_WEBHOOK_URL" }, format: "json" },
    { name: "pager", kind: "command", command: [process.execPath, "-e", page], environment: ["PAGED"] },
  ];
  const alert = sampleAlert({
    ...{ forMilliseconds: 2 * hour, untilMilliseconds: 2 * hour, notify: ["team", "pager"] },
    action: { kind: "retrain", model: "churn" },
  });
  const drift = (at: number): number => (at < 20 ? 0.52 : at < 60 ? 0.8 : at % 2 === 0 && at < 64 ? 0.78 : 0.55);
  const outbox = createMemoryOutbox();
  const environment = { TEAM_WEBHOOK_URL: `${receiver.url}/hooks`, PAGED: file };
  let states: AlertStates = {};
  let actions = 0;
  for (let at = 0; at < 80; at++) {
    const stretch = { start: at * hour, end: (at + 1) * hour };
    const moment = { kind: "window", stretch, now: stretch.end, figure: () => drift(at) } as const;
    const evaluation = evaluateAlerts([alert], states, moment);
    states = evaluation.states;
    actions += evaluation.events.filter(({ action }) => action !== undefined).length;
    const origin = { project: "churn", deployment: "churn_api" };
    outbox.add(
      evaluation.events.flatMap((event) => alertMessages(event, origin)),
      stretch.end,
    );
    await deliverDue(outbox, { channels, environment, folder: ".", clock: () => stretch.end });
  }
  const posted = receiver.received.map(({ body }) => JSON.parse(body) as { state: string; firedAt: string });
  // The first attempt was turned away, and made again.
  expect(posted.map(({ state }) => state)).toEqual(["firing", "firing", "resolved"]);
  expect(posted[0]!.firedAt).toBe(new Date(22 * hour).toISOString());
  expect(readFileSync(file, "utf8")).toBe("firing\nresolved\n");
  expect(outbox.list().map(({ state }) => state)).toEqual(["sent", "sent", "sent", "sent"]);
  expect(actions).toBe(1);
});
