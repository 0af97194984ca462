import type { ColumnTarget, Compilation } from "@mlopsc/compiler";
import type { Place } from "@mlopsc/diagnostics";
import { mentionsOf, namesTiedTo } from "../names/name-index.ts";
import { definitionOf, type Named, nameOf, placeIn } from "../names/named.ts";

/** Why a name cannot be changed, and what stands in the way. */
export interface Refusal {
  readonly refused: string;
  readonly place: Place | null;
}

/** Null where nothing is known against giving other names to things. */
export function refusalOf(compilation: Compilation, targets: readonly Named[]): Refusal | null {
  for (const target of targets) {
    if (target.kind === "part") {
      return { refused: `\`${nameOf(target)}\` is a word of the language.`, place: definitionOf(target) };
    }
    const refusal = target.kind === "column" ? ofColumn(compilation, target) : null;
    if (refusal !== null) return refusal;
  }
  return null;
}

function ofColumn(compilation: Compilation, target: ColumnTarget): Refusal | null {
  for (const name of namesTiedTo(compilation, [target.name])) {
    const { declaration, span, stem } = name;
    const place = definitionOf({ ...target, name });
    if (stem !== undefined) {
      return { refused: `\`${name.name}\` takes its name from \`${stem.name}\`: rename that one.`, place };
    }
    if (span === null) {
      const whose =
        declaration.kind === "dataset"
          ? `stands in the data of \`${declaration.name}\`, which has no schema`
          : `is made by a step of \`${declaration.name}\``;
      return { refused: `The name \`${name.name}\` ${whose}: write a step, \`rename NEW = ${name.name}\`.`, place };
    }
    const query = mentionsOf(compilation, name).find(
      (mention) => mention.target.kind === "column" && mention.target.inQuery,
    );
    if (query !== undefined) {
      const refused = `The query of a \`sql\` step has the word \`${name.name}\`, which may mean this column.`;
      return { refused, place: placeIn(query.where, query.span) };
    }
  }
  return null;
}
