import type { Span } from "@mlopsc/diagnostics";
import type { BlockSyntax, FieldSyntax, SectionSyntax } from "@mlopsc/grammar";
import type { Declaration } from "../program.ts";
import type { ColumnName, ColumnOrigin, SchemaColumn } from "../table-schema.ts";

type Column = Pick<SchemaColumn, "origin" | "naming">;

const kept: WeakMap<Declaration, Map<string, Column>> = new WeakMap();

/**
 * Columns of a dataset: the same objects whatever else is written in the block. Where its line stands is looked up when a
 * column is asked for it, so that only who asks depends on it.
 */
export function namedColumns(declaration: Declaration, names: readonly string[]): readonly Column[] {
  const before = kept.get(declaration) ?? new Map<string, Column>();
  const columns = names.map((name) => before.get(name) ?? newColumn(declaration, name));
  // Names that are being typed come and go.
  const known = before.size > 2 * names.length + 100 ? new Map<string, Column>() : before;
  for (const column of columns) known.set(column.naming.name, column);
  kept.set(declaration, known);
  return columns;
}

const newColumn = (declaration: Declaration, name: string): Column => ({
  origin: new LineInSchema(declaration, name),
  naming: new NameInSchema(declaration, name),
});

class InSchema {
  readonly declaration: Declaration;
  readonly name: string;

  constructor(declaration: Declaration, name: string) {
    this.declaration = declaration;
    this.name = name;
  }

  protected field(): FieldSyntax | undefined {
    return linesOf(this.declaration.block).get(this.name);
  }
}

class LineInSchema extends InSchema implements ColumnOrigin {
  get span(): Span | null {
    return this.field()?.span ?? null;
  }
}

class NameInSchema extends InSchema implements ColumnName {
  get span(): Span | null {
    return this.field()?.name.span ?? null;
  }
}

const lines: WeakMap<BlockSyntax, ReadonlyMap<string, FieldSyntax>> = new WeakMap();

/** Of the schema, by name; of two with one name the first. */
function linesOf(block: BlockSyntax): ReadonlyMap<string, FieldSyntax> {
  const known = lines.get(block);
  if (known !== undefined) return known;
  const fields = (sectionOf(block, "schema")?.members ?? []).filter((member) => member.node === "field");
  const found = new Map(fields.reverse().map((field) => [field.name.text, field]));
  lines.set(block, found);
  return found;
}

/** The first section of this name. */
export const sectionOf = ({ members }: BlockSyntax, name: string): SectionSyntax | undefined =>
  members.find((member): member is SectionSyntax => member.node === "section" && member.name.text === name);
