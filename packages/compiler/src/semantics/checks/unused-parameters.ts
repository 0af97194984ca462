import { codes } from "@mlopsc/diagnostics";
import type { BlockSyntax } from "@mlopsc/grammar";
import type { Program } from "../program.ts";
import type { Reporter } from "../reporter.ts";
import { walkMember } from "./walk-syntax.ts";

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
  namesIn(block).has(name) || (block.problems.length > 0 && block.text.includes(name));

const names: WeakMap<BlockSyntax, ReadonlySet<string>> = new WeakMap();

function namesIn(block: BlockSyntax): ReadonlySet<string> {
  const known = names.get(block);
  if (known !== undefined) return known;
  const found = new Set<string>();
  for (const member of block.members) {
    walkMember(member, (expression) => {
      if (expression.node === "name") found.add(expression.name);
      if (expression.node !== "text") return;
      for (const part of expression.parts) if (typeof part !== "string") found.add(part.text);
    });
  }
  names.set(block, found);
  return found;
}
