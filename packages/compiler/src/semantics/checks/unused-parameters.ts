import { codes } from "@mlopsc/diagnostics";
import type { BlockSyntax } from "@mlopsc/grammar";
import type { Program } from "../program.ts";
import type { Reporter } from "../reporter.ts";
import { namesInBlock } from "./names-in-block.ts";

/** Warns of params whose name stands in no expression and no text. */
export function checkUnusedParameters(program: Program, reporter: Reporter): void {
  if (program.parameters.size === 0) return;
  const blocks = program.files.flatMap((file) => file.blocks.map(({ block }) => block));
  for (const { declaration } of program.parameters.values()) {
    const { name, block } = declaration;
    if (blocks.some((other) => mayUse(other, name))) continue;
    reporter.report(declaration, block.name?.span ?? block.kind.span, codes.unusedParameter, { name });
  }
}

/** What could not be read may use what it mentions. */
const mayUse = (block: BlockSyntax, name: string): boolean =>
  namesInBlock(block).has(name) || (block.problems.length > 0 && block.text.includes(name));
