import type { AlertDefinition } from "@mlopsc/vocabulary";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { AlertEvent, AlertState } from "../../src/alerts/alert-state.ts";
import { type AlertStates, evaluateAlerts } from "../../src/alerts/evaluate-alerts.ts";
import { comparison, hour, sampleAlert } from "./sample-alert.ts";

type Verdict = number | undefined;

const alerts = fc
  .record({
    forMilliseconds: fc.nat(4).map((hours) => hours * hour),
    untilMilliseconds: fc.nat(4).map((hours) => hours * hour),
    cooldownMilliseconds: fc.nat(6).map((hours) => hours * hour),
    repeat: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
    margin: fc.boolean(),
  })
  .map(({ repeat, margin, ...times }) =>
    sampleAlert({
      ...times,
      ...(repeat === undefined ? {} : { repeatMilliseconds: repeat * hour }),
      ...(margin ? { until: comparison("drift.auc", "<", 0.7) } : {}),
    }),
  );
const series = fc.array(fc.constantFrom<Verdict>(0.5, 0.72, 0.8, 0.8, undefined), { minLength: 1, maxLength: 40 });

interface Told {
  readonly at: number;
  readonly status: AlertState["status"];
  readonly events: readonly AlertEvent[];
}

/** What is told at each window; after windows whose number is in `again` all is lost but what was kept, and done again. */
function run(alert: AlertDefinition, values: readonly Verdict[], again: ReadonlySet<number> = new Set()): Told[] {
  let states: AlertStates = {};
  const told: Told[] = [];
  values.forEach((value, at) => {
    const stretch = { start: at * hour, end: (at + 1) * hour };
    const moment = { kind: "window", stretch, now: stretch.end, figure: () => value } as const;
    for (let time = 0; time < (again.has(at) ? 2 : 1); time++) {
      const { states: next, events } = evaluateAlerts([alert], states, moment);
      states = JSON.parse(JSON.stringify(next)) as AlertStates;
      told.push({ at, status: next[alert.name]!.status, events });
    }
  });
  return told;
}

const eventsOf = (told: readonly Told[]): readonly AlertEvent[] => told.flatMap(({ events }) => events);

test("an incident fires once, is told again only in between, and ends once at most", () => {
  fc.assert(
    fc.property(alerts, series, (alert, values) => {
      const events = eventsOf(run(alert, values));
      for (const since of new Set(events.map(({ incident }) => incident.since))) {
        const kinds = events.filter(({ incident }) => incident.since === since).map(({ kind }) => kind);
        expect(kinds.join(" ")).toMatch(/^firing( repeat)*( resolved)?$/);
        if (alert.repeatMilliseconds === undefined) expect(kinds).not.toContain("repeat");
      }
      // One incident is over before the next is told.
      const order = events.filter(({ kind }) => kind !== "repeat");
      expect(order.map(({ kind }) => kind)).toEqual(order.map((_, at) => (at % 2 === 0 ? "firing" : "resolved")));
    }),
  );
});

test("whenever it is stopped and whatever is done twice, the same is told", () => {
  fc.assert(
    fc.property(alerts, series, fc.array(fc.nat(40)), (alert, values, again) => {
      expect(eventsOf(run(alert, values, new Set(again)))).toEqual(eventsOf(run(alert, values)));
    }),
  );
});

test("it fires only after the condition has held for its time, and ends only after the other has", () => {
  fc.assert(
    fc.property(alerts, series, (alert, values) => {
      const told = run(alert, values);
      told.forEach(({ status, at }, index) => {
        const before = told[index - 1]?.status;
        const judged = values.slice(0, at + 1).filter((value) => value !== undefined);
        const last = (milliseconds: number) => judged.slice(-Math.max(1, milliseconds / hour));
        if (status === "firing" && before !== "firing") {
          expect(last(alert.forMilliseconds).every((value) => value > 0.75)).toBe(true);
        }
        if (status === "resolved" && before === "firing") {
          const bound = alert.until.kind === "not" ? 0.75 : 0.7;
          expect(last(alert.untilMilliseconds).every((value) => value < bound)).toBe(true);
        }
      });
    }),
  );
});

test("windows that are not judged leave it where it stands, as if they had not been", () => {
  fc.assert(
    fc.property(alerts, series, (alert, values) => {
      const known = values.flatMap((value, at) => (value === undefined ? [] : [at]));
      const told = run(alert, values);
      const without = run(
        alert,
        known.map((at) => values[at]),
      );
      expect(known.map((at) => told[at]!.status)).toEqual(without.map(({ status }) => status));
      const unknown = told.filter(({ at }) => values[at] === undefined);
      for (const { at, status } of unknown) expect(status).toBe(told[at - 1]?.status ?? "inactive");
    }),
  );
});

test("after an incident that was told, nobody is told of another before the cool-down is over", () => {
  fc.assert(
    fc.property(alerts, series, (alert, values) => {
      const order = eventsOf(run(alert, values));
      order.forEach((event, index) => {
        const before = order[index - 1];
        if (before?.kind !== "resolved") return;
        expect(event.at - before.at).toBeGreaterThanOrEqual(alert.cooldownMilliseconds);
      });
    }),
  );
});
