import type { Declaration } from "@mlopsc/compiler";
import type { Span } from "@mlopsc/diagnostics";
import type { PlacedBlock } from "@mlopsc/grammar";
import { isBlockKind } from "@mlopsc/vocabulary";
import { blockAt } from "../syntax/block-at.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { mentionsIn } from "./name-index.ts";
import { identityOf, type Named } from "./named.ts";

export interface NamesAt {
  /** Of the word, in the file. */
  readonly span: Span;
  /** Usually one: a word of `on` stands for a column of each table. */
  readonly targets: readonly Named[];
}

/** What the name under the cursor stands for; null where no name is, or none that is known. */
export function namesAt(snapshot: Snapshot, offset: number): NamesAt | null {
  const at = blockAt(snapshot.syntax, offset);
  if (at === null) return null;
  const { placed, local } = at;
  const named = placed.block.name;
  if (named !== null && touches(named.span, local)) {
    const declaration = declarationOf(snapshot, placed);
    return declaration && { span: moved(named.span, placed), targets: [{ kind: "block", declaration }] };
  }
  const { project, path } = snapshot;
  const touched = mentionsIn(project.compilation(), path, placed.offset).filter(({ span }) => touches(span, local));
  // Between two words that touch each other the cursor is at the second one.
  const start = Math.max(...touched.map(({ span }) => span.start));
  const here = touched.filter(({ span }) => span.start === start);
  const [first] = here;
  if (first === undefined) return null;
  const targets = new Map(here.map(({ target }) => [identityOf(target), target]));
  return { span: moved(first.span, placed), targets: [...targets.values()] };
}

/** The declaration that a block is; null of one that was left out, as one of two with one name. */
export function declarationOf({ project, path }: Snapshot, { block, offset }: PlacedBlock): Declaration | null {
  const { kind, name } = block;
  if (name === null || !isBlockKind(kind.text)) return null;
  const found = project.compilation().program.byKind[kind.text].get(name.text);
  return found?.file === path && found.offset === offset ? found : null;
}

const touches = ({ start, end }: Span, offset: number): boolean => start <= offset && offset <= end;

const moved = ({ start, end }: Span, { offset }: PlacedBlock): Span => ({ start: start + offset, end: end + offset });
