import { codes } from "@mlopsc/diagnostics";
import type { ArgumentSyntax, CallSyntax } from "@mlopsc/grammar";
import {
  type AlgorithmChoice,
  isProgramSetting,
  type LiteralValue,
  type ProgramAlgorithm,
  programSettings,
} from "@mlopsc/vocabulary";
import { editDistance, nearestName } from "../../semantics/names/nearest-name.ts";
import { replaceName } from "../../semantics/names/report-unknown.ts";
import type { Declaration } from "../../semantics/program.ts";
import { describeSyntax } from "../../semantics/values/describe-syntax.ts";
import type { CheckContext } from "../check-context.ts";
import { constantOf } from "../hyper-parameter.ts";
import { bare } from "../syntax-text.ts";
import { type ProgramSettings, readSetting } from "./program-settings.ts";
import { namedFiles, projectPath } from "./project-path.ts";
import type { WrittenText } from "./read-outside.ts";
import { splitLine } from "./split-line.ts";

type Parameters = Record<string, number | string | boolean | null>;

/** `command("python train.py", timeout: 30m, trees: 300)`; null where the line cannot be run, which is reported. */
export function readProgram(
  call: CallSyntax,
  written: WrittenText,
  where: Declaration,
  context: CheckContext,
): AlgorithmChoice | null {
  const { reporter } = context;
  const settings: ProgramSettings = {};
  const parameters: Parameters = {};
  const seen = new Set<string>();
  for (const argument of call.arguments.slice(1)) {
    const { name, value } = argument;
    if (value.expression.node === "absent") continue;
    if (name === null) reporter.report(where, value.span, codes.tooManyArguments, { callee: "command", most: 1 });
    else if (seen.has(name.text)) reporter.report(where, name.span, codes.duplicateArgument, { name: name.text });
    else if (isProgramSetting(name.text)) readSetting(name.text, value, settings, where, context);
    else readParameter(argument, parameters, where, context);
    if (name !== null) seen.add(name.text);
  }
  const words = wordsOf(written, settings.shell === true, where, context);
  if (words === null) return null;
  const named = settings.shell === true ? [] : namedFiles(words);
  const declared = settings.files ?? [];
  const files = filesOf(named, declared, written, where, context);
  if (named.length + declared.length === 0)
    reporter.report(where, written.span, codes.noTrainerFile, { line: written.line });
  const outside: ProgramAlgorithm = {
    ...{ kind: "command", line: written.line, words, shell: settings.shell === true, files },
    format: settings.format ?? "csv",
    timeoutMilliseconds: settings.timeout ?? null,
    environment: settings.environment ?? [],
  };
  return { algorithm: "command", parameters, outside };
}

function wordsOf(
  { line, span }: WrittenText,
  shell: boolean,
  where: Declaration,
  { reporter }: CheckContext,
): readonly string[] | null {
  const split = shell ? { words: line.trim() === "" ? [] : [line] } : splitLine(line);
  if (split.words !== undefined && split.words.length > 0 && split.words[0] !== "") return split.words;
  if (split.words === undefined && split.problem !== "unclosed quote")
    reporter.report(where, span, codes.shellSigns, { sign: split.problem.sign });
  else {
    const problem = split.words === undefined ? "has a line with a quote that is not closed" : "has an empty line";
    reporter.report(where, span, codes.outsideText, {
      ...{ algorithm: "command", problem },
      wanted: 'command("python train.py")',
    });
  }
  return null;
}

function filesOf(
  named: readonly string[],
  declared: readonly WrittenText[],
  written: WrittenText,
  where: Declaration,
  { reporter }: CheckContext,
): readonly string[] {
  const all = [...named.map((line) => ({ line, span: written.span })), ...declared];
  const paths = all.flatMap(({ line, span }) => {
    const path = projectPath(line);
    if (path === null) reporter.report(where, span, codes.outsideFolder, { path: line });
    return path ?? [];
  });
  return [...new Set(paths)].sort();
}

/** A hyper-parameter of the program's own. */
function readParameter(
  { name, value }: ArgumentSyntax,
  parameters: Parameters,
  where: Declaration,
  { program, reporter }: CheckContext,
): void {
  if (name === null) return;
  const expression = bare(value.expression);
  const parameter = expression.node === "name" ? program.parameters.get(expression.name) : undefined;
  const constant = parameter === undefined ? constantOf(expression) : plain(parameter.value);
  const settings = Object.keys(programSettings);
  const suggestion = nearestName(name.text, settings);
  if (constant === undefined) {
    if (parameter !== undefined && parameter.value === undefined) return;
    const fixes = suggestion === null ? [] : [replaceName(name.span, suggestion)];
    const found = describeSyntax(expression);
    reporter.report(
      where,
      value.span,
      codes.programParameter,
      { name: name.text, found, suggestion, settings },
      { fixes },
    );
    return;
  }
  parameters[name.text] = constant;
  if (suggestion !== null && editDistance(name.text, suggestion, 2) <= 2) {
    const fixes = [replaceName(name.span, suggestion)];
    reporter.report(where, name.span, codes.programSettingLike, { name: name.text, suggestion }, { fixes });
  }
}

const plain = (value: LiteralValue | undefined): number | string | boolean | undefined =>
  typeof value === "number" || typeof value === "string" || typeof value === "boolean" ? value : undefined;
