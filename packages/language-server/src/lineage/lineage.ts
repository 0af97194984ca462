import type { Compilation, Declaration } from "@mlopsc/compiler";
import type { Place } from "@mlopsc/diagnostics";
import { mentionsIn, mentionsOf } from "../names/name-index.ts";
import { definitionOf, placeIn } from "../names/named.ts";

/** A block beside another one in the way from data to alerts, and the words that say so. */
export interface LineageLink {
  readonly declaration: Declaration;
  /** In the block that names the other one. */
  readonly places: readonly Place[];
}

/** What a block is made from: the tables of a transform, the deployment of a monitor. */
export function madeFrom(compilation: Compilation, declaration: Declaration): readonly LineageLink[] {
  const links = new Map<Declaration, Place[]>();
  for (const { where, span, target } of mentionsIn(compilation, declaration.file, declaration.offset)) {
    if (target.kind === "block" && isLink(target.declaration)) put(links, target.declaration, placeIn(where, span));
  }
  const monitor = unsaidMonitor(compilation, declaration);
  if (monitor !== undefined && !links.has(monitor)) put(links, monitor, nameOf(declaration));
  return [...links].map(([other, places]) => ({ declaration: other, places }));
}

/** What is made from a block. */
export function usedBy(compilation: Compilation, declaration: Declaration): readonly LineageLink[] {
  if (!isLink(declaration)) return [];
  const links = new Map<Declaration, Place[]>();
  for (const { where, span } of mentionsOf(compilation, declaration)) {
    const user = declarationAt(compilation, where.file, where.offset);
    if (user !== undefined) put(links, user, placeIn(where, span));
  }
  for (const alert of declaration.kind === "monitor" ? compilation.analyses.alerts.keys() : []) {
    if (!links.has(alert) && unsaidMonitor(compilation, alert) === declaration) put(links, alert, nameOf(alert));
  }
  return [...links].map(([other, places]) => ({ declaration: other, places }));
}

/** An alert need not name the project's only monitor. */
function unsaidMonitor({ analyses, program }: Compilation, alert: Declaration): Declaration | undefined {
  const name = analyses.alerts.get(alert)?.monitor;
  return name === undefined ? undefined : program.byKind.monitor.get(name);
}

const nameOf = (declaration: Declaration): Place => definitionOf({ kind: "block", declaration });

/** The block that begins there. */
export const declarationAt = ({ program }: Compilation, file: string, offset: number): Declaration | undefined =>
  program.declarations.find((each) => each.offset === offset && each.file === file);

/** A value is part of what names it, and stands on no way. */
const isLink = ({ kind }: Declaration): boolean => kind !== "param";

function put(links: Map<Declaration, Place[]>, declaration: Declaration, place: Place): void {
  const known = links.get(declaration);
  if (known === undefined) links.set(declaration, [place]);
  else known.push(place);
}
