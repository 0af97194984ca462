import { codes } from "@mlopsc/diagnostics";
import type { CallSyntax, DimensionSyntax, ExpressionSyntax, RangeSyntax } from "@mlopsc/grammar";
import {
  type AlgorithmName,
  algorithmEntry,
  type Domain,
  isAlgorithmName,
  type SpaceDimension,
} from "@mlopsc/vocabulary";
import { replaceName, reportUnknown } from "../semantics/names/report-unknown.ts";
import type { Declaration } from "../semantics/program.ts";
import type { Reporter } from "../semantics/reporter.ts";
import { signedNumber } from "../semantics/values/number-value.ts";
import { readConditions } from "./dimension-condition.ts";
import { constantFor, constantOf, domainText, isWithin } from "./hyper-parameter.ts";
import { isOutside } from "./outside/read-outside.ts";
import { wordOf } from "./read-algorithm.ts";
import { meantParameters, reportUnknownAlgorithm } from "./report-unknown-algorithm.ts";
import { bare, syntaxText } from "./syntax-text.ts";

/** One line of a space, held against the algorithms that are searched; null where wrong, which is reported. */
export function readDimension(
  line: DimensionSyntax,
  names: readonly AlgorithmName[],
  before: readonly SpaceDimension[],
  search: Declaration,
  reporter: Reporter,
): SpaceDimension | null {
  const name = line.name.text;
  if (before.some((dimension) => dimension.name === name)) {
    reporter.report(search, line.name.span, codes.duplicateAttribute, { name });
    return null;
  }
  if (name === "algorithm") return readAlgorithms(line, search, reporter);
  const having = names.filter((algorithm) => Object.hasOwn(algorithmEntry(algorithm).parameters, name));
  if (having.length === 0) {
    if (names.length > 0) reportUnknownDimension(line, names, search, reporter);
    return null;
  }
  const when = line.condition ? readConditions(name, line.condition, before, search, reporter) : [];
  if (when === null) return null;
  const asked = when.find((condition) => condition.name === "algorithm");
  const owners = asked === undefined ? having : having.filter((algorithm) => asked.equals.includes(algorithm));
  if (owners.length === 0) {
    const { equals } = asked!;
    const reason = `${equals.map((each) => `\`${each}\``).join(" and ")} ${equals.length === 1 ? "has" : "have"} no such hyper-parameter`;
    reporter.report(search, line.span, codes.dimensionNeverApplies, { name, reason });
    return null;
  }
  const domains = owners.map((algorithm) => algorithmEntry(algorithm).parameters[name]!.domain);
  const values = readValues(line, domains, search, reporter);
  if (values === null) return null;
  // Several algorithms, some of which lack the parameter: it only applies to those that have it.
  const implied = owners.length < names.length && owners.length < (asked?.equals.length ?? Number.POSITIVE_INFINITY);
  const others = when.filter((condition) => condition !== asked);
  const conditions = implied ? [{ name: "algorithm", equals: owners }, ...others] : when;
  return { name, values, ...(conditions.length > 0 ? { when: conditions } : {}) };
}

/** One line of a space over a program's own parameters: whatever stands there is what it may be given. */
export function readFreeDimension(
  line: DimensionSyntax,
  before: readonly SpaceDimension[],
  search: Declaration,
  reporter: Reporter,
): SpaceDimension | null {
  const name = line.name.text;
  if (before.some((dimension) => dimension.name === name)) {
    reporter.report(search, line.name.span, codes.duplicateAttribute, { name });
    return null;
  }
  const when = line.condition ? readConditions(name, line.condition, before, search, reporter) : [];
  const values = when && readValues(line, [freeDomain(line)], search, reporter);
  return values && { name, values, ...(when.length > 0 ? { when } : {}) };
}

/** Whole numbers between whole numbers; of a list what it lists. */
function freeDomain({ values }: DimensionSyntax): Domain {
  const inner = bare(values);
  if (inner.node === "list") {
    const constants = inner.items
      .map(constantOf)
      .filter((value) => typeof value === "string" || typeof value === "boolean");
    if (constants.length > 0) return { kind: "choice", values: constants };
    return { kind: "number", low: -Number.MAX_VALUE, high: Number.MAX_VALUE };
  }
  const range = inner.node === "call" ? bare(inner.arguments[0]?.value.expression ?? inner) : inner;
  const ends = range.node === "range" ? [signedNumber(range.low), signedNumber(range.high)] : [];
  return ends.length > 0 && ends.every((end) => end?.kind === "int")
    ? { kind: "int", low: Number.MIN_SAFE_INTEGER, high: Number.MAX_SAFE_INTEGER }
    : { kind: "number", low: -Number.MAX_VALUE, high: Number.MAX_VALUE };
}

function readAlgorithms(line: DimensionSyntax, search: Declaration, reporter: Reporter): SpaceDimension | null {
  const list = bare(line.values);
  const options: string[] = [];
  for (const item of list.node === "list" ? list.items : [list]) {
    if (item.node === "absent") continue;
    const word = wordOf(item)?.text;
    const text = word !== undefined && (item.node === "name" || isOutside(word)) ? word : syntaxText(item);
    if (text === "seasonal_naive") {
      reporter.report(search, item.span, codes.seasonElsewhere, { where: "searched" });
    } else if (isAlgorithmName(text) && algorithmEntry(text).outside) {
      reporter.report(search, item.span, codes.outsideElsewhere, { algorithm: text });
    } else if (isAlgorithmName(text)) options.push(text);
    else reportUnknownAlgorithm({ text, span: item.span }, search, reporter);
  }
  if (list.node === "list" && list.items.length === 0) {
    reporter.report(search, list.span, codes.dimensionForm, { name: "algorithm" });
  }
  return options.length === 0 ? null : { name: "algorithm", values: { kind: "choice", options } };
}

function reportUnknownDimension(
  line: DimensionSyntax,
  names: readonly AlgorithmName[],
  search: Declaration,
  reporter: Reporter,
): void {
  const parameters = names.flatMap((algorithm) => Object.keys(algorithmEntry(algorithm).parameters));
  const known = ["algorithm", ...new Set(parameters)];
  const meant = meantParameters(known);
  reportUnknown(reporter, search, line.name, codes.unknownDimension, known, { algorithms: names }, meant);
}

function readValues(
  line: DimensionSyntax,
  domains: readonly Domain[],
  search: Declaration,
  reporter: Reporter,
): SpaceDimension["values"] | null {
  const values = bare(line.values);
  if (values.node === "absent") return null;
  if (values.node === "list") return readOptions(line, values.items, domains, search, reporter);
  const isLog = values.node === "call" && values.callee.text === "log" && values.arguments.length === 1;
  const range = isLog ? bare(values.arguments[0]!.value.expression) : values;
  if (range.node === "range") return readRange(line, range, isLog, domains, search, reporter);
  const fixes = range.node === "call" && holdsRange(range) ? [replaceName(range.callee.span, "log")] : [];
  reporter.report(search, values.span, codes.dimensionForm, { name: line.name.text }, { fixes });
  return null;
}

const holdsRange = ({ arguments: [first, ...others] }: CallSyntax): boolean =>
  others.length === 0 && first !== undefined && bare(first.value.expression).node === "range";

function readOptions(
  line: DimensionSyntax,
  items: readonly ExpressionSyntax[],
  domains: readonly Domain[],
  search: Declaration,
  reporter: Reporter,
): SpaceDimension["values"] | null {
  const options: (string | number | boolean)[] = [];
  for (const item of items) {
    const value = constantFor(domains[0]!, item);
    const refusing = domains.find((domain) => !isWithin(domain, value));
    if (refusing !== undefined || value === undefined || value === null) {
      reportDomain(line, item, refusing ?? domains[0]!, syntaxText(item), search, reporter);
      return null;
    }
    options.push(value);
  }
  if (options.length > 0) return { kind: "choice", options: [...new Set(options)] };
  reporter.report(search, line.values.span, codes.dimensionForm, { name: line.name.text });
  return null;
}

function readRange(
  line: DimensionSyntax,
  range: RangeSyntax,
  log: boolean,
  domains: readonly Domain[],
  search: Declaration,
  reporter: Reporter,
): SpaceDimension["values"] | null {
  const name = line.name.text;
  const [low, high] = [signedNumber(range.low)?.value, signedNumber(range.high)?.value];
  if (low === undefined || high === undefined) {
    if (range.low.node !== "absent" && range.high.node !== "absent") {
      reporter.report(search, range.span, codes.dimensionForm, { name });
    }
    return null;
  }
  if (low > high) {
    const [from, to] = [syntaxText(range.low), syntaxText(range.high)];
    const fixes = [{ title: "Swap the ends", edits: [{ span: range.span, newText: `${to}..${from}` }] }];
    reporter.report(search, range.span, codes.emptyRange, { low: from, high: to }, { fixes });
    return null;
  }
  if (log && low <= 0) {
    reporter.report(search, range.span, codes.logNonPositive, { name, low });
    return null;
  }
  const refusing = domains.find((domain) => !isWithin(domain, low) || !isWithin(domain, high));
  if (refusing !== undefined) {
    reportDomain(line, range, refusing, syntaxText(range), search, reporter);
    return null;
  }
  return { kind: domains.every(({ kind }) => kind === "int") ? "int" : "number", low, high, log };
}

function reportDomain(
  line: DimensionSyntax,
  at: ExpressionSyntax,
  domain: Domain,
  found: string,
  search: Declaration,
  reporter: Reporter,
): void {
  const parameters = { name: line.name.text, domain: domainText(domain), found: `\`${found}\`` };
  reporter.report(search, at.span, codes.dimensionDomain, parameters);
}
