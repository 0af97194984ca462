import type { ColumnTarget, Resolution, Target } from "@mlopsc/compiler";
import type { Place, Span } from "@mlopsc/diagnostics";

/** Something that has a name: a block, a column, a line that other lines speak of. */
export type Named = Exclude<Target, { readonly kind: "same name" }>;

/** The same for the same thing, as long as no text changes. */
export const identityOf = (target: Named): unknown => {
  switch (target.kind) {
    case "block":
      return target.declaration;
    case "column":
      return target.name;
    case "part":
      return `${target.declaration.address} ${target.span.start}`;
  }
};

/** Without backticks. */
export function nameOf(target: Named): string {
  switch (target.kind) {
    case "block":
      return target.declaration.name;
    case "column":
      return target.name.name;
    case "part":
      return target.declaration.block.text.slice(target.span.start, target.span.end);
  }
}

export const isNamed = (resolution: Resolution): resolution is Resolution & { readonly target: Named } =>
  resolution.target.kind !== "same name";

/** A span of a block, in its file. */
export const placeIn = (where: Resolution["where"], span: Span): Place => ({
  file: where.file,
  span: { start: where.offset + span.start, end: where.offset + span.end },
});

/** Where a thing gets its name; of a column that no word names, what makes it: a step, or the dataset. */
export function definitionOf(target: Named): Place {
  switch (target.kind) {
    case "block":
      return placeIn(target.declaration, nameSpan(target.declaration));
    case "part":
      return placeIn(target.declaration, target.span);
    case "column":
      return columnDefinition(target);
  }
}

function columnDefinition({ name, origin }: ColumnTarget): Place {
  if (name.span !== null) return placeIn(name.declaration, name.span);
  const isMadeThere = origin.declaration === name.declaration && origin.span !== null;
  return placeIn(name.declaration, isMadeThere ? origin.span : nameSpan(name.declaration));
}

const nameSpan = ({ block }: Extract<Named, { readonly kind: "block" }>["declaration"]): Span =>
  block.name?.span ?? block.kind.span;
