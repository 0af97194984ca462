import { codes } from "@mlopsc/diagnostics";
import type { BlockKind } from "@mlopsc/vocabulary";
import type { TableAnalyses } from "../analyse-tables.ts";
import type { Declaration, Program, Value } from "../program.ts";
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
  const add = (value: Value): void => {
    for (const declaration of referencesOf(value)) used.add(declaration);
  };
  for (const { attributes } of program.bound.values()) {
    for (const { value, clauses } of attributes.values()) {
      add(value);
      for (const clause of clauses.values()) add(clause);
    }
  }
  for (const { sources } of transforms.values()) for (const source of sources) used.add(source);
  for (const declaration of program.declarations) {
    const { kind, name, block } = declaration;
    const grown = usable[kind]?.some((other) => program.byKind[other].size > 0) === true;
    if (!grown || used.has(declaration) || mentionedWhereBroken(name, program)) continue;
    reporter.report(declaration, block.name?.span ?? block.kind.span, codes.unusedBlock, { kind, name });
  }
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

/** A block that could not be read wholly may use what it mentions. */
const mentionedWhereBroken = (name: string, { files }: Program): boolean =>
  files.some(({ blocks }) => blocks.some(({ block }) => block.problems.length > 0 && block.text.includes(name)));
