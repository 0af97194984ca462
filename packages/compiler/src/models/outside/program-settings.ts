import type { ExpressionSyntax, ValueSyntax } from "@mlopsc/grammar";
import type { ProgramSetting, TrainerFormat } from "@mlopsc/vocabulary";
import { nearestName } from "../../semantics/names/nearest-name.ts";
import { replaceName } from "../../semantics/names/report-unknown.ts";
import type { Declaration, WrittenText } from "../../semantics/program.ts";
import { describeSyntax } from "../../semantics/values/describe-syntax.ts";
import { readScalar } from "../../semantics/values/read-scalar.ts";
import { readTexts } from "../../semantics/values/read-texts.ts";
import { reportWrongValue } from "../../semantics/values/report-wrong-value.ts";
import type { ValueContext } from "../../semantics/values/value-context.ts";
import type { CheckContext } from "../check-context.ts";
import { bare, syntaxText } from "../syntax-text.ts";
import { variableNames } from "./program-line.ts";

/** The settings of a `command` that are given. */
export interface ProgramSettings {
  files?: readonly WrittenText[];
  timeout?: number;
  format?: TrainerFormat;
  environment?: readonly string[];
  shell?: boolean;
}

/** Puts a setting's value among the others; one that is wrong is reported and left out. */
export function readSetting(
  name: ProgramSetting,
  { expression, span }: ValueSyntax,
  settings: ProgramSettings,
  where: Declaration,
  { program, reporter }: CheckContext,
): void {
  const context: ValueContext = {
    declaration: where,
    byKind: program.byKind,
    parameters: program.parameters,
    reporter,
  };
  switch (name) {
    case "files":
      settings.files = readTexts(expression, name, context);
      return;
    case "environment":
      settings.environment = variableNames(readTexts(expression, name, context), context);
      return;
    case "timeout": {
      const read = bare(expression).node === "none" ? null : readScalar("duration", expression, name, context);
      if (read?.kind !== "duration") return;
      if (read.value > 0) settings.timeout = read.value;
      else reportWrongValue(name, "a duration above 0", syntaxText(expression), span, context);
      return;
    }
    case "shell": {
      const read = readScalar("bool", expression, name, context);
      if (read?.kind === "bool") settings.shell = read.value;
      return;
    }
    case "format":
      readFormat(expression, settings, context);
      return;
    default:
      unknownSetting(name);
  }
}

const formats: readonly TrainerFormat[] = ["csv", "parquet"];

function readFormat(expression: ExpressionSyntax, settings: ProgramSettings, context: ValueContext): void {
  const inner = bare(expression);
  const word = inner.node === "name" ? inner.name : inner.node === "text" ? inner.parts.join("") : undefined;
  const format = formats.find((each) => each === word);
  if (format !== undefined) settings.format = format;
  else {
    const nearest = word === undefined ? null : nearestName(word, formats);
    const fixes = nearest === null ? [] : [replaceName(inner.span, nearest)];
    reportWrongValue("format", "csv or parquet", describeSyntax(inner), inner.span, context, fixes);
  }
}

function unknownSetting(name: never): never {
  throw new Error(`unknown setting ${String(name)}`);
}
