import { codes } from "@mlopsc/diagnostics";
import type { CheckSyntax, ExpressionSyntax } from "@mlopsc/grammar";
import {
  type CheckDefinition,
  type CheckKind,
  deployChecks,
  type FigureCondition,
  isCheckKind,
} from "@mlopsc/vocabulary";
import { reportUnknown } from "../semantics/names/report-unknown.ts";
import type { ChoiceValue, Declaration, Value, WrittenText } from "../semantics/program.ts";
import { readChoice } from "../semantics/values/read-choice.ts";
import { readValue } from "../semantics/values/read-value.ts";
import type { ValueContext } from "../semantics/values/value-context.ts";
import { choiceOf, linesOf, numberOf, referencesOf } from "./attributes.ts";
import type { CheckContext } from "./check-context.ts";
import { type Comparison, comparisonsOf, figureCondition } from "./comparison.ts";
import { tableFigure } from "./figure-scope.ts";
import { programFiles, programWords, variableNames } from "./outside/program-line.ts";
import { namedFiles } from "./outside/project-path.ts";
import { wordOf } from "./read-algorithm.ts";
import { bare, syntaxText } from "./syntax-text.ts";

/** The checks of a deployment, in the order in which they are written; those with mistakes are reported and left out. */
export function analyseChecks(deploy: Declaration, context: CheckContext): readonly CheckDefinition[] {
  return linesOf(deploy, "checks", "check").flatMap((line) => readCheck(line, deploy, context) ?? []);
}

function readCheck(line: CheckSyntax, deploy: Declaration, context: CheckContext): CheckDefinition | null {
  const { program, reporter } = context;
  const call = bare(line.call);
  const word = wordOf(call);
  if (word === null) return null;
  if (!isCheckKind(word.text)) {
    reportUnknown(reporter, deploy, word, codes.unknownCheck, Object.keys(deployChecks), {});
    return null;
  }
  const kind = word.text;
  const values = { declaration: deploy, byKind: program.byKind, parameters: program.parameters, reporter };
  const read = readChoice(call, { [kind]: deployChecks[kind] }, false, kind, values, readValue);
  const choice = read?.kind === "choice" ? read.choices[0] : undefined;
  const condition = readCondition(line, kind, choice, deploy, context);
  const measured = choice === undefined ? null : readMeasurement(kind, choice, values);
  if (condition === undefined || measured === null) return null;
  const source = line.condition === null ? syntaxText(call) : `${syntaxText(call)}: ${syntaxText(line.condition)}`;
  return { ...measured, source, condition };
}

/** Null where none is given and none is needed; undefined where it is wrong or missing, which is reported. */
function readCondition(
  { condition, span }: CheckSyntax,
  kind: CheckKind,
  choice: ChoiceValue | undefined,
  deploy: Declaration,
  context: CheckContext,
): FigureCondition | null | undefined {
  const { reporter } = context;
  const { figures, needsCondition } = deployChecks[kind];
  if (condition === null) {
    if (!needsCondition) return null;
    reporter.report(deploy, span, codes.checkWithoutCondition, { check: kind });
    return undefined;
  }
  const comparisons = comparisonsOf(condition, {
    declaration: deploy,
    reporter,
    figure: (syntax) => tableFigure(syntax, figures, [], `A condition of \`${kind}\``, deploy, reporter),
  });
  if (comparisons === null) return undefined;
  checkDirections(condition, comparisons, deploy, context);
  for (const comparison of comparisons) {
    if (kind === "size") checkImage(comparison, deploy, context);
    if (kind === "load" && choice !== undefined) checkQuantile(comparison, choice, deploy, context);
  }
  return figureCondition(condition, comparisons);
}

function checkDirections(
  condition: ExpressionSyntax,
  comparisons: readonly Comparison[],
  deploy: Declaration,
  { reporter }: CheckContext,
): void {
  const plain = affirmed(condition);
  for (const { difference, operator, syntax } of comparisons) {
    const [term, ...more] = difference.terms;
    if (!plain.includes(syntax) || term === undefined || more.length > 0 || term.figure.better !== "lower") continue;
    const above = operator.startsWith(">") === term.coefficient > 0 && operator !== "==" && operator !== "!=";
    if (!above) continue;
    const source = syntaxText(syntax);
    reporter.report(deploy, syntax.span, codes.gateDirection, { source, metric: term.figure.key, better: "lower" });
  }
}

/** The comparisons that no `not` turns round. */
function affirmed(condition: ExpressionSyntax): readonly ExpressionSyntax[] {
  const syntax = bare(condition);
  if (syntax.node !== "binary") return [];
  const joins = syntax.operator === "and" || syntax.operator === "or";
  return joins ? [...affirmed(syntax.left), ...affirmed(syntax.right)] : [syntax];
}

/** Where no target has images, their size is never known. */
function checkImage({ difference }: Comparison, deploy: Declaration, { program, reporter }: CheckContext): void {
  const term = difference.terms.find(({ figure }) => figure.key === "image");
  const platforms = referencesOf(program, deploy, "through").map(({ declaration }) =>
    choiceOf(program, declaration, "platform"),
  );
  if (term === undefined || platforms.length === 0 || platforms.some((platform) => platform?.name !== "process"))
    return;
  reporter.report(deploy, term.span, codes.noImage, { deploy: deploy.name });
}

/** Of fewer requests than 1 / (1 - q) a quantile is the largest. */
function checkQuantile(
  { difference }: Comparison,
  choice: ChoiceValue,
  deploy: Declaration,
  { reporter }: CheckContext,
): void {
  const requests = Math.round(
    (numberOf(choice, "rate", 0) * numberOf(choice, "for", defaults.loadMilliseconds)) / 1000,
  );
  for (const { figure, span } of difference.terms) {
    const least = figure.key === "p99" ? 100 : figure.key === "p95" ? 20 : 0;
    if (requests > 0 && requests < least) {
      reporter.report(deploy, span, codes.fewRequests, { figure: figure.key, requests, least });
    }
  }
}

const defaults = { sample: 500, loadMilliseconds: 30_000, timeoutMilliseconds: 600_000 } as const;

type Measured<Check> = Check extends CheckDefinition ? Omit<Check, "source" | "condition"> : never;

/** The check's own parameters; null where one makes no sense, which is reported. */
function readMeasurement(
  kind: CheckKind,
  choice: ChoiceValue,
  context: ValueContext,
): Measured<CheckDefinition> | null {
  switch (kind) {
    case "parity": {
      const sample = numberOf(choice, "sample", defaults.sample);
      return above(0, "sample", "a whole number of 1 or more", choice, context) ? { kind, sample } : null;
    }
    case "load": {
      const rate = above(0, "rate", "a rate above 0/s", choice, context);
      const time = above(0, "for", "a duration above 0s", choice, context);
      const milliseconds = numberOf(choice, "for", defaults.loadMilliseconds);
      return rate && time ? { kind, rate: numberOf(choice, "rate", 0), milliseconds } : null;
    }
    case "smoke":
    case "size":
      return { kind };
    case "run":
      return readRun(choice, context);
  }
}

function above(low: number, what: string, wanted: string, choice: ChoiceValue, context: ValueContext): boolean {
  const { declaration, reporter } = context;
  const span = choice.parameters.get(what)?.span;
  if (span === undefined || numberOf(choice, what, 1) > low) return true;
  const found = declaration.block.text.slice(span.start, span.end);
  reporter.report(declaration, span, codes.outOfRange, { what, found, wanted });
  return false;
}

const runCallee = { callee: "run", wanted: 'run("node tests/smoke.mjs")' };

function readRun(choice: ChoiceValue, context: ValueContext): Measured<CheckDefinition> | null {
  const { declaration, reporter } = context;
  const { parameters } = choice;
  const command = parameters.get("command");
  if (command?.kind !== "text" || !above(0, "timeout", "a duration above 0s", choice, context)) return null;
  const written = { line: command.value, span: command.span };
  const given = parameters.get("shell");
  const shell = given?.kind === "bool" && given.value;
  const words = programWords(written, shell, runCallee, declaration, reporter);
  if (words === null) return null;
  const named = shell ? [] : namedFiles(words).map((line) => ({ ...written, line }));
  const declared = textsOf(parameters.get("files"));
  if (named.length + declared.length === 0) {
    reporter.report(declaration, written.span, codes.noCheckFile, { line: written.line });
  }
  return {
    kind: "run",
    line: written.line,
    words,
    shell,
    files: programFiles([...named, ...declared], declaration, reporter),
    environment: variableNames(textsOf(parameters.get("environment")), context),
    timeoutMilliseconds: numberOf(choice, "timeout", defaults.timeoutMilliseconds),
  };
}

const textsOf = (value: Value | undefined): readonly WrittenText[] => (value?.kind === "texts" ? value.texts : []);
