import { type BlockSyntax, verbSynonyms } from "@mlopsc/grammar";
import { isVerb, stepEntry } from "@mlopsc/vocabulary";
import type { Declaration, Program } from "../program.ts";

export interface TransformOrder {
  /** Every transform after those that it reads, as far as cycles allow. */
  readonly order: readonly Declaration[];
  /** Transforms made from each other, each one reading the next. */
  readonly cycles: readonly (readonly Declaration[])[];
}

/** Depth first, with a stack of its own: a long chain of transforms must not exhaust the engine's. */
export function transformOrder(program: Program): TransformOrder {
  const order: Declaration[] = [];
  const cycles: (readonly Declaration[])[] = [];
  const entered = new Set<Declaration>();
  for (const start of program.byKind.transform.values()) {
    if (entered.has(start)) continue;
    entered.add(start);
    const path: { readonly declaration: Declaration; readonly reads: Declaration[] }[] = [
      { declaration: start, reads: readsOf(start, program) },
    ];
    const onPath = new Set([start]);
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const next = top.reads.pop();
      if (next === undefined) {
        order.push(top.declaration);
        onPath.delete(top.declaration);
        path.pop();
      } else if (onPath.has(next)) {
        const names = path.map(({ declaration }) => declaration);
        cycles.push(names.slice(names.indexOf(next)));
      } else if (!entered.has(next)) {
        entered.add(next);
        onPath.add(next);
        path.push({ declaration: next, reads: readsOf(next, program) });
      }
    }
  }
  return { order, cycles };
}

/** The transforms that the steps name, the last one first. */
function readsOf({ block }: Declaration, { byKind }: Program): Declaration[] {
  const reads: Declaration[] = [];
  for (const name of tablesNamedIn(block)) {
    const transform = byKind.transform.get(name);
    if (transform !== undefined) reads.push(transform);
  }
  return reads.reverse();
}

const named: WeakMap<BlockSyntax, readonly string[]> = new WeakMap();

function tablesNamedIn(block: BlockSyntax): readonly string[] {
  const known = named.get(block);
  if (known !== undefined) return known;
  const names = block.members.flatMap((member) => {
    if (member.node !== "step") return [];
    const verb = Object.hasOwn(verbSynonyms, member.verb.text) ? verbSynonyms[member.verb.text]! : member.verb.text;
    const [operand] = member.operands;
    if (!isVerb(verb) || stepEntry(verb).operands !== "table" || operand?.node !== "name") return [];
    return operand.name;
  });
  named.set(block, names);
  return names;
}
