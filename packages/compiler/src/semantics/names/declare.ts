import { codes } from "@mlopsc/diagnostics";
import type { FileSyntax } from "@mlopsc/grammar";
import { type BlockKind, blocks, isBlockKind } from "@mlopsc/vocabulary";
import type { Pass } from "../../incremental/memory.ts";
import type { Placement } from "../../incremental/placements.ts";
import type { Declaration } from "../program.ts";
import type { Reporter } from "../reporter.ts";
import { reportUnknown } from "./report-unknown.ts";

export interface Declarations {
  readonly all: readonly Declaration[];
  readonly byKind: Readonly<Record<BlockKind, ReadonlyMap<string, Declaration>>>;
}

/** The named blocks of all files. Unknown kinds and names taken twice are reported and left out. */
export function declare(files: readonly FileSyntax[], pass: Pass): Declarations {
  const { reporter } = pass;
  const all: Declaration[] = [];
  const kinds = Object.keys(blocks) as BlockKind[];
  const byKind = Object.fromEntries(kinds.map((kind) => [kind, pass.map<string, Declaration>(kind)])) as Record<
    BlockKind,
    Map<string, Declaration>
  >;
  for (const placement of pass.place(files)) {
    const { declaration } = placement;
    if (declaration === null) {
      reportUnknownKind(placement, reporter);
      continue;
    }
    const first = takenBy(declaration, byKind);
    if (first !== undefined) {
      reportTaken(declaration, first, reporter);
      continue;
    }
    byKind[declaration.kind].set(declaration.name, declaration);
    all.push(declaration);
  }
  return { all, byKind };
}

/** A word that the parser could not read is its problem already, and so is a name that is missing. */
function reportUnknownKind(placement: Placement, reporter: Reporter): void {
  const { kind } = placement.block;
  if (kind.text === "" || isBlockKind(kind.text)) return;
  reportUnknown(reporter, placement, kind, codes.unknownBlockKind, Object.keys(blocks), {});
}

/** Kinds that are named at the same places share their names. */
const shared: readonly (readonly BlockKind[])[] = [
  ["dataset", "transform"],
  ["model", "ensemble"],
];

function takenBy(
  { kind, name }: Declaration,
  byKind: Readonly<Record<BlockKind, ReadonlyMap<string, Declaration>>>,
): Declaration | undefined {
  if (kind === "project") return byKind.project.values().next().value;
  const own = byKind[kind].get(name);
  const together = shared.find((kinds) => kinds.includes(kind));
  if (own !== undefined || together === undefined) return own;
  return together.map((other) => byKind[other].get(name)).find((found) => found !== undefined);
}

function reportTaken(declaration: Declaration, first: Declaration, reporter: Reporter): void {
  const { kind, name, block } = declaration;
  const span = block.name?.span ?? block.kind.span;
  const firstSpan = first.block.name?.span ?? first.block.kind.span;
  const related = [{ declaration: first, span: firstSpan, message: `The ${first.kind} \`${first.name}\` is here.` }];
  if (kind === "project") {
    reporter.report(declaration, span, codes.secondProject, { name, first: first.name }, { related });
    return;
  }
  const taken = first.kind === kind ? "another one" : `a ${first.kind}`;
  reporter.report(declaration, span, codes.duplicateDeclaration, { kind, name, first: taken }, { related });
}
