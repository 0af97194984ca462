import { codes, type Span } from "@mlopsc/diagnostics";
import type { SectionSyntax } from "@mlopsc/grammar";
import type { Column } from "@mlopsc/vocabulary";
import { findColumnOrReport } from "../expression/column-reference.ts";
import type { ExpressionScope } from "../expression/typed-expression.ts";
import { resolveColumn } from "../names/resolve-column.ts";
import type { Declaration, Program } from "../program.ts";
import type { Reporter } from "../reporter.ts";
import type { DatasetAnalysis, InferredColumns, TableFacts } from "../table-analysis.ts";
import { findColumn, type SchemaColumn, type TableSchema, unknownSchema } from "../table-schema.ts";
import { compareExpectations } from "./compare-expectations.ts";
import { namedColumns, sectionOf } from "./named-columns.ts";
import { readExpectation } from "./read-expectation.ts";
import { type Field, readField } from "./read-field.ts";
import { expectationWords } from "./read-measure.ts";
import { checkEncoding, readSource } from "./read-source.ts";
import { schemaClaims } from "./schema-claims.ts";

/** What a dataset block says: its columns, key, source and expectations. */
export function analyseDataset(
  declaration: Declaration,
  program: Program,
  inferred: InferredColumns,
  reporter: Reporter,
): DatasetAnalysis {
  const scope: ExpressionScope = { program, declaration, reporter, schema: noColumns };
  checkEncoding(declaration, program, reporter);
  const section = sectionOf(declaration.block, "schema");
  const fields = section === undefined ? null : readFields(section, scope);
  const schema = fields === null ? inferredSchema(declaration, inferred, scope) : schemaOf(fields, scope);
  const key = readKey(scope, schema, fields ?? []);
  const columns = fields === null ? columnsOf(schema) : declaredColumns(fields);
  const declared = fields === null ? [] : columns;
  const claims = schemaClaims(declared, key).map(({ expectation, column }) => ({
    expectation,
    span: spanOfClaim(column, fields ?? [], scope),
  }));
  const lines = sectionOf(declaration.block, "expect")?.members ?? [];
  const written = lines.flatMap((line) =>
    line.node === "condition" ? readExpectation(line, { ...scope, schema, words: expectationWords }) : [],
  );
  const expected = compareExpectations(claims, written, declaration, reporter);
  const timeColumn = key.find((name) => isTime(findColumn(schema, name)?.type?.kind)) ?? null;
  const facts: TableFacts = { declaration, schema, key, timeColumn, oneRow: false };
  return {
    ...facts,
    facts,
    source: readSource(declaration, program),
    columns,
    columnSpans: (fields ?? []).flatMap(({ type, syntax }) => (type === null ? [] : [syntax.span])),
    expectations: expected.map(({ expectation }) => expectation),
    expectationSpans: expected.map(({ span }) => span),
  };
}

/** The column's line in the schema; of the key its attribute. */
function spanOfClaim(column: string | null, fields: readonly Field[], { declaration, program }: ExpressionScope): Span {
  const part =
    column === null
      ? program.bound.get(declaration)?.attributes.get("key")
      : fields.find(({ name }) => name === column)?.syntax;
  return part?.span ?? declaration.block.kind.span;
}

const noColumns: TableSchema = { known: true, columns: [], families: [], dropped: new Map() };

const isTime = (kind: string | undefined): boolean => kind === "date" || kind === "timestamp";

function readFields(section: SectionSyntax, scope: ExpressionScope): readonly Field[] {
  const { declaration, reporter } = scope;
  const fields = new Map<string, Field>();
  for (const line of section.members) {
    if (line.node !== "field") continue;
    const first = fields.get(line.name.text);
    if (first === undefined) fields.set(line.name.text, readField(line, scope));
    else {
      const related = [{ declaration, span: first.syntax.name.span, message: "It is here already." }];
      reporter.report(declaration, line.name.span, codes.duplicateColumn, { name: line.name.text }, { related });
    }
  }
  if (section.members.length === 0) {
    reporter.report(declaration, section.name.span, codes.emptySchema, { dataset: declaration.name });
  }
  return [...fields.values()];
}

function schemaOf(fields: readonly Field[], scope: ExpressionScope): TableSchema {
  const { declaration } = scope;
  const columns = withTypes(fields, declaration);
  for (const [at, { syntax }] of fields.entries()) resolveColumn(syntax.name, columns[at]!, scope);
  // A line that could not be read may have held any column.
  const broken = sectionOf(declaration.block, "schema")?.members.some(({ node }) => node === "broken") === true;
  return { ...noColumns, known: columns.length > 0 && !broken, columns };
}

function inferredSchema(declaration: Declaration, inferred: InferredColumns, scope: ExpressionScope): TableSchema {
  const { program, reporter } = scope;
  const columns = inferred.get(declaration.name);
  if (columns === undefined) {
    // Where the source or a section is wrong, that was said.
    const misspelt = declaration.block.members.some((line) => line.node === "section" && line.name.text !== "expect");
    if (misspelt || readSource(declaration, program) === null) return unknownSchema;
    const { name, kind } = declaration.block;
    const span = name?.span ?? kind.span;
    reporter.report(declaration, span, codes.schemaUnknown, { dataset: declaration.name });
    return unknownSchema;
  }
  return {
    ...noColumns,
    columns: withTypes(columns, declaration),
  };
}

function withTypes(
  columns: readonly Pick<Field, "name" | "type">[],
  declaration: Declaration,
): readonly SchemaColumn[] {
  const named = namedColumns(
    declaration,
    columns.map(({ name }) => name),
  );
  return columns.map(({ name, type }, at) => ({ name, type, ...named[at]! }));
}

const columnsOf = (schema: TableSchema): readonly Column[] =>
  schema.columns.flatMap(({ name, type }) => (type === null ? [] : [{ name, type }]));

const declaredColumns = (fields: readonly Field[]): DatasetAnalysis["columns"] =>
  fields.flatMap(({ name, type, format }) =>
    type === null ? [] : [{ name, type, ...(format === null ? {} : { format }) }],
  );

/** The key's columns that are there; one that may be missing is reported. */
function readKey(scope: ExpressionScope, schema: TableSchema, fields: readonly Field[]): readonly string[] {
  const { declaration, program, reporter } = scope;
  const value = program.bound.get(declaration)?.attributes.get("key")?.value;
  if (value?.kind !== "columns") return [];
  const key: string[] = [];
  for (const word of value.selection.names) {
    const column = findColumnOrReport(word, schema, scope);
    if (column === undefined && schema.known) continue;
    key.push(word.text);
    const field = fields.find(({ name }) => name === word.text)?.syntax;
    if (field?.nullable !== true) continue;
    const end = field.type?.span.end ?? field.span.end;
    const mark = declaration.block.text.indexOf("?", end);
    const fixes =
      mark === end ? [{ title: "Remove the `?`", edits: [{ span: { start: mark, end: mark + 1 }, newText: "" }] }] : [];
    const related = [{ declaration, span: field.span, message: "Declared here." }];
    reporter.report(declaration, word.span, codes.nullableKey, { column: word.text }, { fixes, related });
  }
  return key;
}
