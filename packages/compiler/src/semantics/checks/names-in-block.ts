import type { BlockSyntax } from "@mlopsc/grammar";
import { walkMember } from "./walk-syntax.ts";

const known: WeakMap<BlockSyntax, ReadonlySet<string>> = new WeakMap();

/** All names that stand in the expressions and texts of a block: of columns, of other blocks, of parameters. */
export function namesInBlock(block: BlockSyntax): ReadonlySet<string> {
  const before = known.get(block);
  if (before !== undefined) return before;
  const names = new Set<string>();
  for (const member of block.members) {
    walkMember(member, (expression) => {
      if (expression.node === "name") names.add(expression.name);
      if (expression.node !== "text") return;
      for (const part of expression.parts) if (typeof part !== "string") names.add(part.text);
    });
  }
  known.set(block, names);
  return names;
}
