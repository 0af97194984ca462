import { codes } from "@mlopsc/diagnostics";
import type { ClauseSyntax } from "@mlopsc/grammar";
import { durationText } from "@mlopsc/plan";
import {
  type AlertAction,
  type AlertDefinition,
  blocks,
  type FigureCondition,
  isServiceFigure,
} from "@mlopsc/vocabulary";
import { reportUnknown } from "../semantics/names/report-unknown.ts";
import type { Declaration } from "../semantics/program.ts";
import { alertCondition, type ConditionAnalysis } from "./alert-condition.ts";
import { attributeOf, choiceOf, nameSpan, referencesOf, syntaxOf, typedValueOf } from "./attributes.ts";
import type { ModelledContext } from "./check-context.ts";
import { watchedModels } from "./check-monitor.ts";
import { checkUntil } from "./check-until.ts";
import type { Comparison } from "./comparison.ts";
import { monitorWindow } from "./monitor-window.ts";
import { readCommandLine } from "./read-command-line.ts";
import { syntaxText } from "./syntax-text.ts";

const hour = 3_600_000;

/** What an alert asks for: figures that its monitor has, in their units, in conditions that may or may not hold. */
export function analyseAlert(alert: Declaration, context: ModelledContext): AlertDefinition | null {
  const { program } = context;
  const monitor = monitorOf(alert, context);
  const when = conditionOf("when", alert, monitor, context);
  const until = conditionOf("until", alert, monitor, context);
  const action = actionOf(alert, context);
  if (when) checkDirection(when, alert, context);
  if (when && until) checkUntil(when, until, alert, context);
  const comparisons = [...(when?.comparisons ?? []), ...(until?.comparisons ?? [])];
  const judged = monitor && monitorWindow(monitor, program);
  // How long a window of so many requests takes is not known; an hour stands for it where a time is needed.
  const window = judged?.kind === "count" ? hour : judged?.milliseconds;
  const needsWindows = comparisons.some(needsWindow);
  checkTimes(alert, context);
  if (needsWindows && judged?.kind === "time") checkHold(alert, judged.milliseconds, context);
  if (!when || until === null || monitor === undefined || window === undefined || action === null) return null;
  const hold = holdOf("when", alert, context);
  const over = needsWindows ? undefined : (hold ?? window);
  const repeat = typedValueOf(program, alert, "repeat", "duration")?.value;
  return {
    name: alert.name,
    monitor: monitor.name,
    when: when.condition,
    until: until?.condition ?? opposite(when.condition),
    source: sourceOf("when", alert, context),
    ...(over === undefined ? {} : { overMilliseconds: over }),
    forMilliseconds: over === undefined ? (hold ?? 0) : 0,
    untilMilliseconds: holdOf("until", alert, context) ?? over ?? hold ?? 0,
    cooldownMilliseconds: typedValueOf(program, alert, "cooldown", "duration")?.value ?? window,
    ...(repeat === undefined ? {} : { repeatMilliseconds: repeat }),
    severity: severityOf(alert, context),
    notify: referencesOf(program, alert, "notify").map(({ declaration }) => declaration.name),
    ...(action === undefined ? {} : { action }),
  };
}

/** Undefined where there is none; null where it is wrong, which is reported. */
function conditionOf(
  name: "when" | "until",
  alert: Declaration,
  monitor: Declaration | undefined,
  context: ModelledContext,
): ConditionAnalysis | null | undefined {
  const { program, models } = context;
  const syntax = syntaxOf(program, alert, name);
  if (syntax === undefined) return program.bound.get(alert)?.written.has(name) ? null : undefined;
  for (const { word } of syntax.clauses) checkClause(name, word, alert, context);
  const [model] = monitor ? watchedModels(monitor, program, models) : [];
  return alertCondition(syntax.expression, { alert, monitor, model, context });
}

function checkClause(
  name: "when" | "until",
  word: ClauseSyntax["word"],
  alert: Declaration,
  { reporter }: ModelledContext,
): void {
  const known = Object.keys(blocks.alert.attributes[name].clauses);
  if (known.includes(word.text)) return;
  reportUnknown(reporter, alert, word, codes.unknownClause, known, { within: `\`${name}\`` });
}

function opposite(condition: FigureCondition): FigureCondition {
  return condition.kind === "not" ? condition.of : { kind: "not", of: condition };
}

function holdOf(name: "when" | "until", alert: Declaration, { program }: ModelledContext): number | undefined {
  const hold = attributeOf(program, alert, name)?.clauses.get("for");
  return hold?.kind === "duration" ? hold.value : undefined;
}

function sourceOf(name: "when" | "until", alert: Declaration, context: ModelledContext): string {
  const syntax = syntaxOf(context.program, alert, name);
  const hold = holdOf(name, alert, context);
  return `${syntax ? syntaxText(syntax.expression) : ""}${hold === undefined ? "" : ` for ${durationText(hold)}`}`;
}

const severityOf = (alert: Declaration, { program }: ModelledContext): AlertDefinition["severity"] =>
  (choiceOf(program, alert, "severity")?.name ??
    blocks.alert.attributes.severity.default) as AlertDefinition["severity"];

/** Undefined where there is none; null where its command cannot be run, which is reported. */
function actionOf(alert: Declaration, { program, reporter }: ModelledContext): AlertAction | null | undefined {
  const choice = choiceOf(program, alert, "then");
  if (choice === undefined) return program.bound.get(alert)?.written.has("then") ? null : undefined;
  const { parameters } = choice;
  const value = parameters.get("command") ?? parameters.get("model") ?? parameters.get("deploy");
  if (value?.kind === "text") {
    const command = readCommandLine(value, alert, reporter);
    return command && { kind: "run", command };
  }
  const name = value?.kind === "reference" ? value.to[0]?.declaration.name : undefined;
  if (name === undefined) return null;
  if (choice.name !== "retrain") return { kind: "rollback", deploy: name };
  const [atMost, budget] = [parameters.get("at_most"), parameters.get("budget")];
  return {
    ...{ kind: "retrain", model: name },
    ...(atMost?.kind === "rate" ? { atMost: atMost.value } : {}),
    ...(budget?.kind === "duration" ? { budgetMilliseconds: budget.value } : {}),
  };
}

/** Drift and live metrics are figures of a whole window; those of the service are counted all the time. */
const needsWindow = ({ difference }: Comparison): boolean =>
  difference.terms.some(({ figure: { key } }) => !isServiceFigure(key) && !key.startsWith("test."));

/** Figures over no time, and news without a pause, are nobody's wish. */
function checkTimes(alert: Declaration, { program, reporter }: ModelledContext): void {
  const hold = attributeOf(program, alert, "when")?.clauses.get("for");
  const repeat = attributeOf(program, alert, "repeat")?.value;
  const then = choiceOf(program, alert, "then")?.parameters;
  const [at_most, budget] = [then?.get("at_most"), then?.get("budget")];
  for (const [what, value] of Object.entries({ for: hold, repeat, at_most, budget })) {
    if ((value?.kind !== "duration" && value?.kind !== "rate") || value.value > 0) continue;
    const found = alert.block.text.slice(value.span.start, value.span.end);
    const wanted = value.kind === "rate" ? "a rate above 0, as `2/d`" : "a duration above 0s";
    reporter.report(alert, value.span, codes.outOfRange, { what, found, wanted });
  }
}

function checkHold(alert: Declaration, window: number, { program, reporter }: ModelledContext): void {
  for (const name of ["when", "until"] as const) {
    const hold = attributeOf(program, alert, name)?.clauses.get("for");
    if (hold?.kind !== "duration" || hold.value >= window) continue;
    const parameters = { found: durationText(hold.value), window: durationText(window) };
    reporter.report(alert, hold.span, codes.shorterThanWindow, parameters);
  }
}

/** The monitor that is named, or the project's only one; undefined where there is none, which is reported. */
function monitorOf(alert: Declaration, { program, reporter }: ModelledContext): Declaration | undefined {
  const [named] = referencesOf(program, alert, "monitor");
  if (named !== undefined || program.bound.get(alert)?.written.has("monitor")) return named?.declaration;
  const monitors = [...program.byKind.monitor.values()];
  if (monitors.length === 0) {
    reporter.report(alert, nameSpan(alert), codes.alertWithoutMonitor, { alert: alert.name });
  } else if (monitors.length > 1) {
    const parameters = { alert: alert.name, monitors: monitors.map(({ name }) => name) };
    reporter.report(alert, nameSpan(alert), codes.alertMonitorUnsaid, parameters);
  }
  return monitors.length === 1 ? monitors[0] : undefined;
}

/** Fires when the figure is good: most often the sign is the wrong way round. */
function checkDirection(
  { condition, comparisons }: ConditionAnalysis,
  alert: Declaration,
  { reporter }: ModelledContext,
): void {
  if (!isConjunction(condition)) return;
  for (const { difference, operator, syntax } of comparisons) {
    const term = difference.terms.find(({ figure }) => figure.better !== undefined && !figure.key.startsWith("test."));
    if (term === undefined || operator === "==" || operator === "!=") continue;
    const firesAbove = operator.startsWith(">") === term.coefficient > 0;
    const better = term.figure.better === "lower" ? "lower" : "higher";
    if (firesAbove !== (better === "higher")) continue;
    reporter.report(alert, syntax.span, codes.alertDirection, { source: syntaxText(syntax), better });
  }
}

const isConjunction = (condition: FigureCondition): boolean =>
  condition.kind === "compare" || (condition.kind === "all" && condition.of.every(isConjunction));
