import type { Compilation, Declaration } from "@mlopsc/compiler";
import type { Place } from "@mlopsc/diagnostics";
import { definitionOf, type Named, placeIn } from "./named.ts";

/**
 * What says of which kind a thing is: of a column the step that gave it its type, or its line in the schema; of a
 * model, ensemble, deployment and the like what they are made from.
 */
export function typeDefinitionsOf(compilation: Compilation, target: Named): readonly Place[] {
  if (target.kind === "part") return [];
  if (target.kind === "column") {
    const { declaration, span } = target.origin;
    return [span === null ? definitionOf({ kind: "block", declaration }) : placeIn(declaration, span)];
  }
  const { declaration } = target;
  const type = declaration.block.parameter?.type;
  if (declaration.kind === "param") return type ? [placeIn(declaration, type.span)] : [];
  return madeFrom(compilation, declaration).map((other) => definitionOf({ kind: "block", declaration: other }));
}

const sources = ["from", "members", "model", "watch", "monitor"];

function madeFrom({ program, analyses }: Compilation, declaration: Declaration): readonly Declaration[] {
  const transform = analyses.transforms.get(declaration);
  if (transform !== undefined) return transform.sources;
  const attributes = program.bound.get(declaration)?.attributes;
  return sources.flatMap((name) => {
    const value = attributes?.get(name)?.value;
    return value?.kind === "reference" ? value.to.map(({ declaration: other }) => other) : [];
  });
}
