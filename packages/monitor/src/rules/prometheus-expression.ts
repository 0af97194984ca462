import { alertFigure, type FigureComparison, type FigureCondition, isServiceFigure } from "@mlopsc/vocabulary";
import { figureMetric } from "./figure-metrics.ts";
import { monitorLabels, type WatchedMonitor } from "./watched-monitor.ts";

/**
 * A condition as a PromQL expression, without labels: it has a value while the condition holds. Figures of the service
 * come from the servers themselves, over a stretch; the others from the last window that the monitor shows.
 */
export function conditionExpression(
  condition: FigureCondition,
  watched: WatchedMonitor,
  overMilliseconds: number,
): string {
  switch (condition.kind) {
    case "compare":
      return comparisonExpression(condition, watched, overMilliseconds);
    case "not":
      return conditionExpression(opposite(condition.of), watched, overMilliseconds);
    case "all":
    case "any": {
      const parts = condition.of.map((part) => `(${conditionExpression(part, watched, overMilliseconds)})`);
      return parts.join(condition.kind === "all" ? " and " : " or ");
    }
  }
}

/** What holds where a condition does not: PromQL has no `not`, and knows nothing of what is not there. */
export function opposite(condition: FigureCondition): FigureCondition {
  switch (condition.kind) {
    case "compare":
      return { ...condition, operator: opposites[condition.operator] };
    case "not":
      return condition.of;
    case "all":
    case "any":
      return { kind: condition.kind === "all" ? "any" : "all", of: condition.of.map(opposite) };
  }
}

type Operator = FigureComparison["operator"];
const opposites: Readonly<Record<Operator, Operator>> = {
  ...{ "<": ">=", ">=": "<", ">": "<=", "<=": ">", "==": "!=", "!=": "==" },
};
const mirrored: Readonly<Record<Operator, Operator>> = {
  ...{ "<": ">", ">": "<", "<=": ">=", ">=": "<=", "==": "==", "!=": "!=" },
};

/** Σ coefficient × figure + constant against 0, solved for the first figure: `live < test - 0.05`. */
function comparisonExpression(
  { terms, constant, operator }: FigureComparison,
  watched: WatchedMonitor,
  over: number,
): string {
  const [first, ...others] = terms.map(({ figure, coefficient }) => ({
    expression: figureExpression(figure, watched, over),
    factor: coefficient / (figureMetric(figure)?.scale ?? 1),
  }));
  if (first === undefined) return `vector(${constant}) ${operator} 0`;
  const sign = first.factor > 0 ? operator : mirrored[operator];
  const rest = others.map(({ expression, factor }) => product(-factor / first.factor, expression));
  const bound = -constant / first.factor;
  if (rest.length === 0) return `${first.expression} ${sign} ${numberText(bound)}`;
  const offset = bound === 0 ? "" : ` ${bound < 0 ? "-" : "+"} ${numberText(Math.abs(bound))}`;
  return `${first.expression} ${sign} (${rest.join(" + ")}${offset})`;
}

const product = (factor: number, expression: string): string =>
  factor === 1 ? expression : `${numberText(factor)} * ${expression}`;

/** 0.05 rather than 0.05000000000000001, but a sixtieth as it is. */
function numberText(value: number): string {
  const short = String(Number(value.toPrecision(12)));
  return short.length < 12 ? short : String(value);
}

function figureExpression(figure: string, watched: WatchedMonitor, over: number): string {
  if (isServiceFigure(figure)) return serviceExpression(figure, watched.deployment, promDuration(over));
  const metric = figureMetric(figure);
  if (metric === undefined) throw new Error(`no metric shows ${figure}`);
  return `max(${metric.metric}${selector({ ...monitorLabels(watched), ...metric.labels })})`;
}

/** A figure of the requests that a deployment's servers answered in the last stretch; its servers are one job. */
export function serviceExpression(figure: string, job: string, stretch: string): string {
  const { name } = alertFigure(figure);
  const counted = (status?: string): string => {
    const chosen = `${matchers({ job, route: "/predict" })}${status === undefined ? "" : `,status=~"${status}"`}`;
    return `sum(rate(http_request_duration_seconds_count{${chosen}}[${stretch}]))`;
  };
  // Where nothing was ever counted there is no series: that is no request, and no error among requests.
  const share = (status: string): string => `(${counted(status)} or 0 * ${counted()}) / (${counted()} > 0)`;
  if (name === "requests") return `(${counted()} or vector(0))`;
  if (name === "errors") return share("5..");
  if (name === "rejected") return share("4..");
  const buckets = `http_request_duration_seconds_bucket${selector({ job, route: "/predict" })}`;
  const quantile = figureMetric(figure)?.labels["quantile"];
  return `histogram_quantile(${quantile}, sum by (le) (rate(${buckets}[${stretch}])))`;
}

export const selector = (labels: Readonly<Record<string, string>>): string => `{${matchers(labels)}}`;

const matchers = (labels: Readonly<Record<string, string>>): string =>
  Object.entries(labels)
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .join(",");

/** As Prometheus writes it, in the largest unit that leaves a whole number. */
export function promDuration(milliseconds: number): string {
  for (const [unit, size] of units) if (milliseconds % size === 0) return `${milliseconds / size}${unit}`;
  return `${Math.round(milliseconds)}ms`;
}

const units = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1000],
] as const;
