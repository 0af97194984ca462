import { codes } from "@mlopsc/diagnostics";
import type { BlockKind } from "@mlopsc/vocabulary";
import type { TableAnalyses } from "../analyse-tables.ts";
import type { BoundBlock, Declaration, Program, Value } from "../program.ts";
import type { Reporter } from "../reporter.ts";

/** Kinds that are there for others to use, and the kinds whose presence says that a project is past its beginnings. */
const usable: Readonly<Partial<Record<BlockKind, readonly BlockKind[]>>> = {
  dataset: ["transform", "model", "drift"],
  transform: ["model", "drift"],
  search: ["model"],
  target: ["deploy"],
  channel: ["alert"],
};

/** Warns of blocks that no other block names. */
export function checkUnusedBlocks(program: Program, { transforms }: TableAnalyses, reporter: Reporter): void {
  const used = new Set<Declaration>();
  for (const block of program.bound.values()) for (const declaration of namedBy(block)) used.add(declaration);
  for (const { sources } of transforms.values()) for (const source of sources) used.add(source);
  const grown = new Set(blockKinds.filter((kind) => usable[kind]?.some((other) => program.byKind[other].size > 0)));
  const unused = program.declarations.filter((declaration) => grown.has(declaration.kind) && !used.has(declaration));
  if (unused.length === 0) return;
  // A block that could not be read wholly may use what it mentions.
  const broken = program.files.flatMap(({ blocks }) => blocks.filter(({ block }) => block.problems.length > 0));
  for (const declaration of unused) {
    const { kind, name, block } = declaration;
    if (broken.some((other) => other.block.text.includes(name))) continue;
    reporter.report(declaration, block.name?.span ?? block.kind.span, codes.unusedBlock, { kind, name });
  }
}

const blockKinds = Object.keys(usable) as BlockKind[];
const names: WeakMap<BoundBlock, readonly Declaration[]> = new WeakMap();

function namedBy(block: BoundBlock): readonly Declaration[] {
  const known = names.get(block);
  if (known !== undefined) return known;
  const values = [...block.attributes.values()].flatMap(({ value, clauses }) => [value, ...clauses.values()]);
  const named = values.flatMap(referencesOf);
  names.set(block, named);
  return named;
}

function referencesOf(value: Value): readonly Declaration[] {
  switch (value.kind) {
    case "reference":
      return value.to.map(({ declaration }) => declaration);
    case "sample":
      return [value.table];
    case "choice":
      return value.choices.flatMap(({ parameters }) => [...parameters.values()].flatMap(referencesOf));
    default:
      return [];
  }
}
