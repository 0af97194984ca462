import { type AlertDefinition, alertFigure } from "@mlopsc/vocabulary";
import { expect, test } from "vitest";
import { alertDefinitions, channelDefinitions } from "../../src/planning/alert-definition.ts";
import { compile } from "../models/compile-source.ts";

const around = `
project churn { seed = 1 }
dataset customers {
  source = csv("customers.csv")
  key    = id
  schema {
    id      id
    age     int
    \`Âge (ans)\` int?
    churned bool
  }
}
transform parted {
  from customers
  split test 20%
}
model churn { from = parted  predict = churned  algorithm = gradient_boosting  metrics = [auc] }
target staging { platform = process  port = 8081 }
deploy api { model = churn  through = [staging] }
monitor live { watch = api  window = 1h  labels = customers on id }
monitor daily { watch = api  window = 1d }
`;

function lowered(text: string, monitor = "live"): ReturnType<typeof of> {
  const { diagnostics, program, analyses } = compile({ "main.mlops": around + text });
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return of(program, analyses, monitor);
}

function of(
  program: ReturnType<typeof compile>["program"],
  analyses: ReturnType<typeof compile>["analyses"],
  monitor: string,
) {
  const alerts = alertDefinitions(program, analyses, program.byKind.monitor.get(monitor)!);
  return { alerts, channels: channelDefinitions(program, analyses, alerts) };
}

const one = (text: string): AlertDefinition => lowered(text).alerts[0]!;
const minute = 60_000;
const hour = 60 * minute;

const drifted = {
  kind: "compare",
  terms: [{ figure: "drift.auc", coefficient: 1 }],
  constant: -0.75,
  operator: ">",
  source: "drift.auc > 0.75",
};

test("an alert says all that it does not say by what is usual", () => {
  expect(one("alert a { when = drift.auc > 0.75 for 2h  monitor = live }")).toEqual({
    name: "a",
    monitor: "live",
    when: drifted,
    until: {
      kind: "not",
      of: drifted,
    },
    source: "drift.auc > 0.75 for 2h",
    forMilliseconds: 2 * hour,
    untilMilliseconds: 2 * hour,
    cooldownMilliseconds: hour,
    severity: "warning",
    notify: [],
  });
});

test("figures of the service are taken over `for`, or else over a window", () => {
  const silent = one("alert a { when = requests < 1/m for 15m  monitor = live }");
  const times = { overMilliseconds: 15 * minute, forMilliseconds: 0, untilMilliseconds: 15 * minute };
  expect(silent).toMatchObject({ ...times, when: { operator: "<", constant: -1 / 60 } });
  const rejected = one("alert a { when = rejected > 10%  until = rejected < 5% for 5m  monitor = live }");
  expect(rejected).toMatchObject({ overMilliseconds: hour, forMilliseconds: 0, untilMilliseconds: 5 * minute });
});

test("beside a figure of a window all are taken over windows", () => {
  const both = one("alert a { when = errors > 1% for 2h  until = drift.auc < 0.6  monitor = live }");
  expect(both).toMatchObject({ forMilliseconds: 2 * hour, untilMilliseconds: 2 * hour });
  expect(both.overMilliseconds).toBeUndefined();
});

test("a comparison is one sum held against 0", () => {
  const { when } = one("alert a { when = live.auc < test.auc - 0.05  monitor = live }");
  const terms = [
    { figure: "live.auc", coefficient: 1 },
    { figure: "test.auc", coefficient: -1 },
  ];
  expect(when).toMatchObject({ kind: "compare", terms, constant: 0.05, operator: "<" });
  expect(terms.map(({ figure }) => alertFigure(figure))).toEqual([
    { name: "live", of: "auc" },
    { name: "test", of: "auc" },
  ]);
});

test("and, or, not and parentheses keep their order", () => {
  const { when } = one(
    "alert a { when = (missing(`Âge (ans)`) > 10% or latency.p95 > 50ms) and not errors < 1%  monitor = live }",
  );
  const comparison = (figure: string, operator: string, constant: number) =>
    expect.objectContaining({ kind: "compare", operator, constant, terms: [{ figure, coefficient: 1 }] });
  const [missing, slow] = [comparison("missing(`Âge (ans)`)", ">", -0.1), comparison("latency.p95", ">", -50)];
  const or = { kind: "any", of: [missing, slow] };
  expect(when).toEqual({ kind: "all", of: [or, { kind: "not", of: comparison("errors", "<", -0.01) }] });
  expect(alertFigure("missing(`Âge (ans)`)")).toEqual({ name: "missing", of: "Âge (ans)" });
  expect(alertFigure("missing(age)")).toEqual({ name: "missing", of: "age" });
  expect(alertFigure("latency.p95")).toEqual({ name: "latency.p95" });
});

test("a retraining may be bounded in number and in time, in whatever order it is said", () => {
  const action = (then: string) => one(`alert a { when = errors > 1%  monitor = live  then = ${then} }`).action;
  expect(action("retrain(churn, at_most: 2/d, budget: 30m)")).toEqual({
    ...{ kind: "retrain", model: "churn", atMost: 2 / 86_400, budgetMilliseconds: 1_800_000 },
  });
  expect(action("retrain(budget: 1h, model: churn)")).toEqual({
    ...{ kind: "retrain", model: "churn", budgetMilliseconds: hour },
  });
});

test("a monitor has its own alerts, and these their channels, by name", () => {
  const text = `
channel team { webhook = secret("TEAM_WEBHOOK_URL")  format = slack }
channel mail { email = "a@example.com"  server = secret("SMTP_URL") }
channel pager { command = "page 'on call'"  environment = ["PAGER_TOKEN"] }
channel elsewhere { command = "page" }
alert b { when = errors > 1%  monitor = live  notify = [team, mail]  then = rollback(api) }
alert a { when = errors > 5%  monitor = live  notify = pager  severity = critical  then = run("bin/reset --all") }
alert c { when = errors > 2%  monitor = daily  notify = elsewhere  then = retrain(churn) }
`;
  const { alerts, channels } = lowered(text);
  expect(alerts.map(({ name, severity, action }) => ({ name, severity, action }))).toEqual([
    { name: "a", severity: "critical", action: { kind: "run", command: ["bin/reset", "--all"] } },
    { name: "b", severity: "warning", action: { kind: "rollback", deploy: "api" } },
  ]);
  expect(channels).toEqual([
    { name: "mail", kind: "email", to: "a@example.com", from: "a@example.com", server: { secret: "SMTP_URL" } },
    { name: "pager", kind: "command", command: ["page", "on call"], environment: ["PAGER_TOKEN"] },
    { name: "team", kind: "webhook", address: { secret: "TEAM_WEBHOOK_URL" }, format: "slack" },
  ]);
  const daily = lowered(text, "daily").alerts;
  expect(daily).toMatchObject([
    { name: "c", overMilliseconds: 24 * hour, action: { kind: "retrain", model: "churn" } },
  ]);
});
