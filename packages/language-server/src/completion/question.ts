import type { Compilation, Declaration } from "@mlopsc/compiler";
import { isBlockKind } from "@mlopsc/vocabulary";
import { type Place, placeAt } from "../cursor/place-at.ts";
import type { Snapshot } from "../workspace/snapshot.ts";

/** A cursor in a project: what all items are made from. */
export interface Question {
  readonly snapshot: Snapshot;
  readonly place: Place;
  readonly program: Compilation["program"];
  readonly analyses: Compilation["analyses"];
  /** The block that the cursor stands in, where it is of a known kind and has a name that no block before has. */
  readonly block: Declaration | null;
}

export function questionAt(snapshot: Snapshot, offset: number): Question {
  const { program, analyses } = snapshot.project.compilation();
  const place = placeAt(snapshot.syntax, offset);
  return { snapshot, place, program, analyses, block: declarationAt(place, program) };
}

function declarationAt({ placed }: Place, { byKind }: Compilation["program"]): Declaration | null {
  if (placed === null || placed.block.name === null) return null;
  const { block } = placed;
  if (!isBlockKind(block.kind.text)) return null;
  const found = byKind[block.kind.text].get(block.name?.text ?? "");
  return found?.block === block ? found : null;
}

/** The blocks that an attribute of a block names, in their order; none where it is absent or wrong. */
export function referencesOf(
  { program }: Pick<Question, "program">,
  block: Declaration | null | undefined,
  name: string,
): readonly Declaration[] {
  const value = block && program.bound.get(block)?.attributes.get(name)?.value;
  if (value?.kind === "reference") return value.to.map(({ declaration }) => declaration);
  return value?.kind === "sample" ? [value.table] : [];
}
