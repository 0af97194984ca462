import { error, warning } from "../code-entry.ts";
import { example, named } from "./wording.ts";

/** 39xx: monitors, alerts and drift. */
const watchingCodes = {
  alertWithoutMonitor: error<{ readonly alert: string }>(
    "ML3901",
    ({ alert }) => `The alert \`${alert}\` has no windows to look at: there is no monitor.`,
    example("An alert looks at a monitor's windows.", "alert slow { when = latency.p95 > 50ms }"),
    () => "Add a `monitor`.",
  ),
  alertMonitorUnsaid: error<{ readonly alert: string; readonly monitors: readonly string[] }>(
    "ML3902",
    ({ alert, monitors }) =>
      `The alert \`${alert}\` does not say which monitor it looks at: there are ${named(monitors)}.`,
    example("With several monitors an alert names one.", "alert slow { when = latency.p95 > 50ms }"),
    ({ monitors }) => `Write \`monitor = ${monitors[0] ?? "NAME"}\`.`,
  ),
  liveWithoutLabels: error<{ readonly figure: string; readonly monitor: string }>(
    "ML3903",
    ({ figure, monitor }) => `\`${figure}\` is never known: the monitor \`${monitor}\` has no \`labels\`.`,
    example(
      "Live metrics need to know what really happened.",
      "monitor m { watch = api }\nalert a { when = live.auc < 0.7 }",
    ),
    () => "Write `labels = TABLE on KEY` in the monitor.",
  ),
  unmeasuredMetric: error<{ readonly metric: string; readonly model: string }>(
    "ML3904",
    ({ metric, model }) => `\`test.${metric}\` is never known: \`${model}\` does not measure \`${metric}\`.`,
    example("Only the model's metrics are measured.", "metrics = [f1]\n…\nwhen = live.auc < test.auc - 0.05"),
    ({ metric }) => `Add \`${metric}\` to the model's \`metrics\`.`,
  ),
  shorterThanWindow: warning<{ readonly found: string; readonly window: string }>(
    "ML3905",
    ({ found, window }) =>
      `\`for ${found}\` is shorter than the monitor's window of ${window}: one window already decides.`,
    example(
      "Drift and live metrics are figures of a whole window. Those of the service (`latency`, `requests` …) are counted all the time.",
      "window = 1h\n…\nwhen = drift.auc > 0.7 for 10m",
    ),
    ({ window }) => `Write \`for ${window}\` or longer.`,
  ),
  labelsLackTarget: error<{ readonly table: string; readonly column: string }>(
    "ML3906",
    ({ table, column }) => `\`${table}\` has no column \`${column}\`, which the watched model predicts.`,
    example(
      "Labels say what really happened, under the name of what is predicted.",
      "labels = customers on customer_id",
    ),
    ({ column }) => `Name a table with \`${column}\`.`,
  ),
  driftColumn: error<{ readonly column: string; readonly table: string }>(
    "ML3907",
    ({ column, table }) => `\`${column}\` is not in the sample of \`${table}\`: it cannot be compared.`,
    example("A column is compared only where both samples have it.", "features = [consumption, hour]"),
    () => "Remove it from `features`, or derive it in both tables.",
  ),
  driftKinds: error<{ readonly column: string; readonly left: string; readonly right: string }>(
    "ML3908",
    ({ column, left, right }) => `\`${column}\` is ${left} in the reference, but ${right} in the current sample.`,
    example("Only values of one kind can be compared.", "reference = old\ncurrent = new"),
    () => "Turn one into the type of the other with `cast`.",
  ),
  sameSample: warning<Record<string, never>>(
    "ML3909",
    () => "Both samples are the same rows: no detector can tell them apart.",
    example("Two samples must differ.", "reference = load\ncurrent = load"),
    () => "Give one of them another condition.",
  ),
  noDriftFeatures: error<{ readonly drift: string }>(
    "ML3910",
    ({ drift }) => `The drift \`${drift}\` has no column that both samples share.`,
    example("Something must be compared.", "features = all except load"),
    () => "Name the columns in `features`.",
  ),
};

/** 3940 – 3943: what an alert and a channel say of telling. */
const tellingCodes = {
  emailServer: error<{ readonly channel: string }>(
    "ML3940",
    ({ channel }) => `The channel \`${channel}\` does not say which server sends its e-mail.`,
    example("A letter needs somebody who takes it.", 'channel team { email = "team@example.com" }'),
    () => 'Write `server = secret("SMTP_URL")` and put `smtp://user:password@host:587` into the environment.',
  ),
  commandLine: error<{ readonly line: string; readonly problem: string }>(
    "ML3941",
    ({ line, problem }) => `\`${line}\` ${problem}.`,
    example("A command is a program and its arguments.", 'channel pager { command = "cat | page" }'),
    () => "Put the line into a script and name that, or quote the sign.",
  ),
  channelUnread: warning<{ readonly attribute: string; readonly reader: string }>(
    "ML3942",
    ({ attribute, reader }) => `\`${attribute}\` means something beside \`${reader}\` only.`,
    example("Each way of telling reads its own attributes.", 'channel pager { command = "page"  format = slack }'),
    ({ attribute }) => `Remove \`${attribute}\`.`,
  ),
  untilOverlaps: warning<{ readonly until: string; readonly when: string }>(
    "ML3943",
    ({ until, when }) => `\`${until}\` can hold together with \`${when}\`: the alert would end and begin anew at once.`,
    example(
      "What ends an incident lies on the other side of what begins it.",
      "alert drifted { when = drift.auc > 0.75  until = drift.auc < 0.8 }",
    ),
    () => "Move the bound to the other side, or remove `until`.",
  ),
};

/** 39xx: monitors, alerts and drift, and what is told. */
export const monitorCodes = { ...watchingCodes, ...tellingCodes };
