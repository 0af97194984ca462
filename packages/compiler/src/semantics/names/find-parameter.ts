import type { NameSyntax, Word } from "@mlopsc/grammar";
import type { Parameter } from "../program.ts";
import type { Reporter, Where } from "../reporter.ts";

/** The `param` of this name, noted down as what the word stands for. */
export function findParameter(
  word: Word,
  parameters: ReadonlyMap<string, Parameter>,
  where: Where,
  reporter: Reporter,
): Parameter | undefined {
  const parameter = parameters.get(word.text);
  if (parameter !== undefined) {
    reporter.resolved(where, word.span, { kind: "block", declaration: parameter.declaration });
  }
  return parameter;
}

/** A name as a word. */
export const wordOf = ({ name, span }: NameSyntax): Word => ({ text: name, span });
