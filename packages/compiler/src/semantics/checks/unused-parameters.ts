import { codes } from "@mlopsc/diagnostics";
import type { Program } from "../program.ts";
import type { Reporter } from "../reporter.ts";
import { walkMember } from "./walk-syntax.ts";

/** Warns of params whose name stands in no expression and no text. */
export function checkUnusedParameters(program: Program, reporter: Reporter): void {
  if (program.parameters.size === 0) return;
  const used = new Set<string>();
  let broken = "";
  for (const { blocks } of program.files) {
    for (const { block } of blocks) {
      for (const member of block.members) {
        walkMember(member, (expression) => {
          if (expression.node === "name") used.add(expression.name);
          if (expression.node !== "text") return;
          for (const part of expression.parts) if (typeof part !== "string") used.add(part.text);
        });
      }
      // What could not be read may use it.
      if (block.problems.length > 0) broken += block.text;
    }
  }
  for (const { declaration } of program.parameters.values()) {
    const { name, block } = declaration;
    if (used.has(name) || broken.includes(name)) continue;
    reporter.report(declaration, block.name?.span ?? block.kind.span, codes.unusedParameter, { name });
  }
}
