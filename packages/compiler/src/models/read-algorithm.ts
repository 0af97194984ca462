import { codes } from "@mlopsc/diagnostics";
import type { CallSyntax, ExpressionSyntax, Word } from "@mlopsc/grammar";
import { type AlgorithmChoice, type AlgorithmName, algorithmEntry, isAlgorithmName } from "@mlopsc/vocabulary";
import { nearestName } from "../semantics/names/nearest-name.ts";
import { reportUnknown } from "../semantics/names/report-unknown.ts";
import type { Declaration } from "../semantics/program.ts";
import type { Reporter } from "../semantics/reporter.ts";
import { describeSyntax } from "../semantics/values/describe-syntax.ts";
import { checkIdleParameters } from "./check-idle-parameters.ts";
import { constantFor, domainText, isWithin } from "./hyper-parameter.ts";
import { meantParameters, reportUnknownAlgorithm } from "./report-unknown-algorithm.ts";
import { bare } from "./syntax-text.ts";

/** A learner with its defaults. */
export const algorithmWithDefaults = (algorithm: AlgorithmName): AlgorithmChoice => ({
  algorithm,
  parameters: Object.fromEntries(
    Object.entries(algorithmEntry(algorithm).parameters).map(([name, parameter]) => [name, parameter.default]),
  ),
});

/**
 * `gradient_boosting` or `gradient_boosting(trees: 300)` with every parameter given a value. Null where the algorithm is
 * unknown; a parameter that is wrong keeps its default. Both are reported.
 */
export function readAlgorithm(
  syntax: ExpressionSyntax,
  where: Declaration,
  reporter: Reporter,
): AlgorithmChoice | null {
  const expression = bare(syntax);
  if (expression.node === "absent") return null;
  const word = wordOf(expression);
  if (word === null) {
    const parameters = { what: "algorithm", wanted: "an algorithm", found: describeSyntax(expression) };
    reporter.report(where, expression.span, codes.wrongValue, parameters);
    return null;
  }
  if (!isAlgorithmName(word.text)) {
    reportUnknownAlgorithm(word, where, reporter);
    return null;
  }
  if (algorithmEntry(word.text).outside) {
    reporter.report(where, word.span, codes.outsideElsewhere, { algorithm: word.text });
    return null;
  }
  const defaults = algorithmWithDefaults(word.text);
  if (expression.node !== "call") return defaults;
  const given = readParameters(expression, word.text, where, reporter);
  const choice = { ...defaults, parameters: { ...defaults.parameters, ...given } };
  checkIdleParameters(expression, choice, where, reporter);
  return choice;
}

/** The word of `name` or `name(…)`. */
export function wordOf(syntax: ExpressionSyntax): Word | null {
  if (syntax.node === "name") return { text: syntax.name, span: syntax.span };
  return syntax.node === "call" ? syntax.callee : null;
}

function readParameters(
  call: CallSyntax,
  algorithm: AlgorithmName,
  where: Declaration,
  reporter: Reporter,
): AlgorithmChoice["parameters"] {
  const known = algorithmEntry(algorithm).parameters;
  const given: Record<string, number | string | boolean | null> = {};
  for (const { name, value } of call.arguments) {
    if (value.expression.node === "absent") continue;
    if (name === null) {
      reporter.report(where, value.span, codes.tooManyArguments, { callee: algorithm, most: 0 });
      continue;
    }
    const parameter = Object.hasOwn(known, name.text) ? known[name.text] : undefined;
    if (parameter === undefined) {
      const names = Object.keys(known);
      const meant = meantParameters(names);
      reportUnknown(reporter, where, name, codes.unknownHyperParameter, names, { algorithm }, meant);
      continue;
    }
    if (Object.hasOwn(given, name.text)) {
      reporter.report(where, name.span, codes.duplicateArgument, { name: name.text });
      continue;
    }
    const constant = constantFor(parameter.domain, value.expression);
    if (constant === null && parameter.default === null) given[name.text] = null;
    else if (constant !== undefined && constant !== null && isWithin(parameter.domain, constant))
      given[name.text] = constant;
    else {
      const { domain } = parameter;
      const found = constant === undefined ? describeSyntax(value.expression) : String(constant);
      const nearest =
        domain.kind === "choice" && typeof constant === "string"
          ? nearestName(constant, domain.values.map(String))
          : null;
      const fixes =
        nearest === null
          ? []
          : [{ title: `Replace with \`${nearest}\``, edits: [{ span: value.span, newText: nearest }] }];
      const parameters = { parameter: name.text, algorithm, domain: domainText(domain), found };
      reporter.report(where, value.span, codes.hyperParameterDomain, parameters, { fixes });
    }
  }
  return given;
}
