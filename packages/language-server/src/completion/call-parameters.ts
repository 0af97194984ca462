import { domainText } from "@mlopsc/compiler";
import {
  type AlgorithmName,
  algorithmEntry,
  type Domain,
  type HyperParameter,
  isAlgorithmName,
  isMetricName,
  metricEntry,
  type ParameterEntry,
  programSettings,
  type Task,
  type ValueKind,
} from "@mlopsc/vocabulary";

/** What stands in the parentheses of a call, whatever is called. */
export type CallParameters = Readonly<Record<string, CallParameter>>;

export interface CallParameter extends ParameterEntry {
  /** Those in which a hyper-parameter means something; all when absent. */
  readonly tasks?: readonly Task[];
  /** The values that it may have, in words. */
  readonly domain?: string;
}

/** The parameters of what is called where a value of a kind stands; null where nothing of that name can be. */
export function parametersOf(value: ValueKind, callee: string): CallParameters | null {
  switch (value.kind) {
    case "choice":
      return Object.hasOwn(value.options, callee) ? value.options[callee]!.parameters : null;
    case "algorithm":
      return isAlgorithmName(callee) ? hyperParameters(callee) : null;
    case "metric":
      return isMetricName(callee) ? metricParameters(callee) : null;
    case "either":
      for (const kind of value.of) {
        const found = parametersOf(kind, callee);
        if (found !== null) return found;
      }
      return null;
    default:
      return null;
  }
}

/** The hyper-parameters of an algorithm; of one that is not ours, the text in its parentheses and its settings. */
export function hyperParameters(algorithm: AlgorithmName): CallParameters {
  const { parameters, outside } = algorithmEntry(algorithm);
  const own = Object.entries(parameters).map(([name, parameter]) => [name, ofDomain(parameter)] as const);
  if (outside === undefined) return Object.fromEntries(own);
  const written: CallParameter = {
    value: { kind: "text", holds: outside },
    required: true,
    positional: true,
    documentation: algorithmEntry(algorithm).documentation,
  };
  const settings = outside === "command line" ? Object.entries(programSettings) : [];
  return {
    [outside === "path" ? "path" : "line"]: written,
    ...Object.fromEntries(settings.map(([name, { value, documentation }]) => [name, { value, documentation }])),
  };
}

function metricParameters(metric: Parameters<typeof metricEntry>[0]): CallParameters {
  const { share, number } = metricEntry(metric);
  const rest = { required: true, positional: true, documentation: metricEntry(metric).documentation } as const;
  if (share === true) return { share: { value: { kind: "percent" }, domain: "0%..100%", ...rest } };
  if (number === undefined) return {};
  return { number: { value: { kind: number.whole ? "int" : "number" }, domain: `from ${number.low}`, ...rest } };
}

function ofDomain({ domain, default: fallback, tasks, documentation }: HyperParameter): CallParameter {
  return {
    value: valueOfDomain(domain),
    domain: domainText(domain),
    documentation,
    ...(fallback === null ? {} : { default: String(fallback) }),
    ...(tasks === undefined ? {} : { tasks }),
  };
}

function valueOfDomain(domain: Domain): ValueKind {
  switch (domain.kind) {
    case "int":
      return { kind: "int" };
    case "number":
      return domain.words === undefined
        ? { kind: "number" }
        : { kind: "either", of: [{ kind: "number" }, wordsOf(domain.words)] };
    case "length":
      return { kind: "either", of: [{ kind: "int" }, { kind: "duration" }] };
    case "choice":
      return domain.values.every((value) => typeof value === "boolean")
        ? { kind: "bool" }
        : wordsOf(domain.values.map(String));
  }
}

const wordsOf = (words: readonly string[]): ValueKind => ({
  kind: "choice",
  options: Object.fromEntries(words.map((word) => [word, { parameters: {}, documentation: "" }])),
});
