import { codes } from "@mlopsc/diagnostics";
import type { ArgumentSyntax, CallSyntax } from "@mlopsc/grammar";
import {
  type AlgorithmChoice,
  isProgramSetting,
  type LiteralValue,
  type ProgramAlgorithm,
  programSettings,
} from "@mlopsc/vocabulary";
import { findParameter, wordOf } from "../../semantics/names/find-parameter.ts";
import { editDistance, nearestName } from "../../semantics/names/nearest-name.ts";
import { replaceName } from "../../semantics/names/report-unknown.ts";
import type { Declaration, WrittenText } from "../../semantics/program.ts";
import { describeSyntax } from "../../semantics/values/describe-syntax.ts";
import type { CheckContext } from "../check-context.ts";
import { constantOf } from "../hyper-parameter.ts";
import { bare } from "../syntax-text.ts";
import { programFiles, programWords } from "./program-line.ts";
import { type ProgramSettings, readSetting } from "./program-settings.ts";
import { namedFiles } from "./project-path.ts";

const command = { callee: "command", wanted: 'command("python train.py")' };

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
  const words = programWords(written, settings.shell === true, command, where, reporter);
  if (words === null) return null;
  const named = settings.shell === true ? [] : namedFiles(words);
  const declared = settings.files ?? [];
  const files = programFiles([...named.map((line) => ({ ...written, line })), ...declared], where, reporter);
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

/** A hyper-parameter of the program's own. */
function readParameter(
  { name, value }: ArgumentSyntax,
  parameters: Parameters,
  where: Declaration,
  { program, reporter }: CheckContext,
): void {
  if (name === null) return;
  const expression = bare(value.expression);
  const parameter =
    expression.node === "name" ? findParameter(wordOf(expression), program.parameters, where, reporter) : undefined;
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
