import { codes } from "@mlopsc/diagnostics";
import type { ArgumentSyntax, CallSyntax, ExpressionSyntax } from "@mlopsc/grammar";
import type { CallEntry } from "@mlopsc/vocabulary";
import { reportUnknown } from "../names/report-unknown.ts";
import type { ChoiceValue, Value } from "../program.ts";
import { describeSyntax } from "./describe-syntax.ts";
import { reportWrongValue } from "./report-wrong-value.ts";
import type { ReadValue, ValueContext } from "./value-context.ts";

type Options = Readonly<Record<string, CallEntry>>;

/** Words or calls of a table. Null where none could be read, which was reported. */
export function readChoice(
  expression: ExpressionSyntax,
  options: Options,
  many: boolean,
  what: string,
  context: ValueContext,
  read: ReadValue,
): Value | null {
  const items = many && expression.node === "list" ? expression.items : [expression];
  const choices = items.map((item) => readOne(item, options, what, context, read)).filter((choice) => choice !== null);
  return choices.length === 0 && items.length > 0 ? null : { kind: "choice", choices, span: expression.span };
}

function readOne(
  syntax: ExpressionSyntax,
  options: Options,
  what: string,
  context: ValueContext,
  read: ReadValue,
): ChoiceValue | null {
  if (syntax.node === "absent") return null;
  const { declaration, reporter } = context;
  const word =
    syntax.node === "name" ? { text: syntax.name, span: syntax.span } : syntax.node === "call" ? syntax.callee : null;
  const names = Object.keys(options);
  if (word === null) {
    const wanted = `one of ${names.map((name) => `\`${name}\``).join(", ")}`;
    return reportWrongValue(
      what,
      names.length === 1 ? `\`${names[0]}\`` : wanted,
      describeSyntax(syntax),
      syntax.span,
      context,
    );
  }
  const entry = Object.hasOwn(options, word.text) ? options[word.text] : undefined;
  if (entry === undefined) {
    reportUnknown(reporter, declaration, word, codes.unknownOption, names, { within: `\`${what}\`` });
    return null;
  }
  const parameters =
    syntax.node === "call"
      ? readArguments(syntax, entry, context, read)
      : requireArguments(word.text, syntax, entry, new Set(), context);
  return parameters === null ? null : { name: word.text, parameters, span: syntax.span };
}

/** The parameters of a call by name; null where one that is required is missing or wrong, which was reported. */
function readArguments(
  call: CallSyntax,
  entry: CallEntry,
  context: ValueContext,
  read: ReadValue,
): ChoiceValue["parameters"] | null {
  const positional = Object.keys(entry.parameters).filter((name) => entry.parameters[name]!.positional === true);
  const { declaration, reporter } = context;
  const parameters = new Map<string, Value>();
  const written = new Set<string>();
  let next = 0;
  for (const argument of call.arguments) {
    if (argument.name === null && argument.value.expression.node === "absent") continue;
    const name = argument.name?.text ?? positional[next++];
    if (name === undefined) {
      reporter.report(declaration, argument.value.span, codes.tooManyArguments, {
        callee: call.callee.text,
        most: positional.length,
      });
      continue;
    }
    const value = readArgument(argument, name, call, entry, written, context, read);
    if (value !== null) parameters.set(name, value);
    written.add(name);
  }
  const complete = requireArguments(call.callee.text, call, entry, written, context);
  const lost = [...written].some((name) => entry.parameters[name]?.required === true && !parameters.has(name));
  return complete === null || lost ? null : parameters;
}

function readArgument(
  { name: word, value }: ArgumentSyntax,
  name: string,
  call: CallSyntax,
  entry: CallEntry,
  written: ReadonlySet<string>,
  context: ValueContext,
  read: ReadValue,
): Value | null {
  const { declaration, reporter } = context;
  const parameter = Object.hasOwn(entry.parameters, name) ? entry.parameters[name] : undefined;
  if (parameter === undefined) {
    const known = Object.keys(entry.parameters);
    const within = `\`${call.callee.text}\``;
    reportUnknown(reporter, declaration, word ?? { text: name, span: value.span }, codes.unknownArgument, known, {
      within,
    });
    return null;
  }
  if (written.has(name)) {
    reporter.report(declaration, word?.span ?? value.span, codes.duplicateArgument, { name });
    return null;
  }
  return read(parameter.value, value, name, context);
}

function requireArguments(
  callee: string,
  syntax: ExpressionSyntax,
  entry: CallEntry,
  written: ReadonlySet<string>,
  { declaration, reporter }: ValueContext,
): ChoiceValue["parameters"] | null {
  const missing = Object.keys(entry.parameters).find(
    (name) => entry.parameters[name]!.required === true && !written.has(name),
  );
  if (missing === undefined) return new Map();
  reporter.report(declaration, syntax.span, codes.missingArgument, { callee, name: missing });
  return null;
}
