import { codes } from "@mlopsc/diagnostics";
import type { CallSyntax, ExpressionSyntax, TextSyntax } from "@mlopsc/grammar";
import { type AlgorithmChoice, type AlgorithmName, algorithmEntry, isAlgorithmName } from "@mlopsc/vocabulary";
import type { Declaration, WrittenText } from "../../semantics/program.ts";
import { interpolate } from "../../semantics/values/interpolate.ts";
import type { CheckContext } from "../check-context.ts";
import { readAlgorithm, wordOf } from "../read-algorithm.ts";
import { bare } from "../syntax-text.ts";
import { projectPath } from "./project-path.ts";
import { readProgram } from "./read-program.ts";

/** The learner of a model: one of ours with its parameters, a team's own program, or a model that is ready. */
export function readLearner(
  syntax: ExpressionSyntax,
  where: Declaration,
  context: CheckContext,
): AlgorithmChoice | null {
  const expression = bare(syntax);
  const name = wordOf(expression)?.text;
  if (name === undefined || !isOutside(name)) return readAlgorithm(syntax, where, context.reporter);
  const text = expression.node === "call" ? leadingText(expression) : undefined;
  if (expression.node !== "call" || text === undefined) {
    const problem = name === "command" ? "runs a program, which is not named" : "scores a file, which is not named";
    context.reporter.report(where, expression.span, codes.outsideText, {
      algorithm: name,
      problem,
      wanted: wanted[name],
    });
    return null;
  }
  const line = interpolate(text, context.program.parameters, where, context.reporter);
  if (line === null) return null;
  return name === "command"
    ? readProgram(expression, { line, span: text.span }, where, context)
    : readModelFile(expression, { line, span: text.span }, where, context);
}

export const isOutside = (name: string): name is "command" | "onnx" =>
  isAlgorithmName(name) && algorithmEntry(name as AlgorithmName).outside !== undefined;

const wanted = { command: 'command("python train.py")', onnx: 'onnx("model.onnx")' } as const;

/** The text that stands first, without a name. */
function leadingText({ arguments: [first] }: CallSyntax): TextSyntax | undefined {
  const given = first?.name === null ? bare(first.value.expression) : undefined;
  return given?.node === "text" ? given : undefined;
}

function readModelFile(
  call: CallSyntax,
  { line, span }: WrittenText,
  where: Declaration,
  { reporter }: CheckContext,
): AlgorithmChoice | null {
  for (const { name, value } of call.arguments.slice(1)) {
    if (name === null) reporter.report(where, value.span, codes.tooManyArguments, { callee: "onnx", most: 1 });
    else {
      const unknown = { name: name.text, suggestion: null, known: [], algorithm: "onnx" };
      reporter.report(where, name.span, codes.unknownHyperParameter, unknown);
    }
  }
  const path = projectPath(line);
  if (path !== null) return { algorithm: "onnx", parameters: {}, outside: { kind: "onnx", path } };
  reporter.report(where, span, codes.outsideFolder, { path: line });
  return null;
}
