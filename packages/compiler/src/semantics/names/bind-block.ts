import { codes } from "@mlopsc/diagnostics";
import type { AttributeSyntax, Member, SectionSyntax } from "@mlopsc/grammar";
import { type AttributeEntry, type BlockEntry, blockEntry, type SectionEntry } from "@mlopsc/vocabulary";
import type { BoundAttribute, BoundBlock, Declaration, Value } from "../program.ts";
import { readValue } from "../values/read-value.ts";
import type { ValueContext } from "../values/value-context.ts";
import { reportUnknown } from "./report-unknown.ts";

/** The attributes of a block, read by the table of blocks; what the table does not know is reported. */
export function bindBlock(context: ValueContext): BoundBlock {
  const { declaration } = context;
  const entry = blockEntry(declaration.kind);
  const attributes = new Map<string, BoundAttribute>();
  const written = new Set<string>();
  const sections = new Set<string>();
  for (const member of declaration.block.members) {
    if (member.node === "broken") {
      // The line was meant to give it: do not ask for it again.
      if (member.head !== null) written.add(member.head.text);
    } else if (entry.body === "steps") {
      if (member.node !== "step") reportMisplaced(member, `a ${declaration.kind}`, "steps", context);
    } else if (member.node === "attribute") {
      const bound = bindAttribute(member, entry, written, context);
      if (bound !== null) attributes.set(member.name.text, bound);
      written.add(member.name.text);
    } else if (member.node === "section") {
      checkSection(member, entry, sections, context);
      sections.add(member.name.text);
    } else {
      reportMisplaced(member, `a ${declaration.kind}`, "attributes", context);
    }
  }
  requireAttributes(entry, written, context);
  return { declaration, attributes, written };
}

function bindAttribute(
  { name, value: syntax, span }: AttributeSyntax,
  block: BlockEntry,
  written: ReadonlySet<string>,
  context: ValueContext,
): BoundAttribute | null {
  const { declaration, reporter } = context;
  const entry = Object.hasOwn(block.attributes, name.text) ? block.attributes[name.text] : undefined;
  if (entry === undefined) {
    const known = Object.keys(block.attributes);
    reportUnknown(reporter, declaration, name, codes.unknownAttribute, known, { within: `a ${declaration.kind}` });
    return null;
  }
  if (written.has(name.text)) {
    reporter.report(declaration, name.span, codes.duplicateAttribute, { name: name.text });
    return null;
  }
  const value = readValue(entry.value, syntax, name.text, context, Object.keys(entry.clauses ?? {}));
  return value === null ? null : { name, syntax, span, value, clauses: readClauses(entry, syntax, context) };
}

function readClauses(
  entry: AttributeEntry,
  syntax: AttributeSyntax["value"],
  context: ValueContext,
): ReadonlyMap<string, Value> {
  const values = new Map<string, Value>();
  for (const clause of syntax.clauses) {
    const known = Object.hasOwn(entry.clauses ?? {}, clause.word.text) ? entry.clauses?.[clause.word.text] : undefined;
    const [first] = clause.values;
    if (known === undefined || first === undefined || values.has(clause.word.text)) continue;
    const several =
      clause.values.length === 1 ? first : ({ node: "list", items: clause.values, span: clause.span } as const);
    const value = readValue(
      known.value,
      { expression: several, clauses: [], span: clause.span },
      clause.word.text,
      context,
    );
    if (value !== null) values.set(clause.word.text, value);
  }
  return values;
}

const lineNodes: Readonly<Record<SectionEntry["lines"], Member["node"]>> = {
  fields: "field",
  conditions: "condition",
  checks: "check",
  dimensions: "dimension",
  amounts: "attribute",
};

function checkSection(
  section: SectionSyntax,
  block: BlockEntry,
  before: ReadonlySet<string>,
  context: ValueContext,
): void {
  const { declaration, reporter } = context;
  const { name } = section;
  const entry = Object.hasOwn(block.sections, name.text) ? block.sections[name.text] : undefined;
  if (entry === undefined) {
    const known = Object.keys(block.sections);
    reportUnknown(reporter, declaration, name, codes.unknownSection, known, { within: `a ${declaration.kind}` });
    return;
  }
  if (before.has(name.text)) {
    reporter.report(declaration, name.span, codes.duplicateSection, { name: name.text });
  }
  for (const line of section.members) {
    if (line.node === "broken" || line.node === lineNodes[entry.lines]) continue;
    reportMisplaced(line, `\`${name.text}\``, entry.lines, context);
  }
}

const lineNames: Readonly<Record<Member["node"], string>> = {
  attribute: "An attribute",
  section: "A section",
  step: "A step",
  field: "A column",
  condition: "A condition",
  check: "A check",
  dimension: "A dimension",
  broken: "This line",
};

function reportMisplaced(member: Member, block: string, wanted: string, { declaration, reporter }: ValueContext): void {
  reporter.report(declaration, member.span, codes.misplacedLine, { line: lineNames[member.node], block, wanted });
}

function requireAttributes(entry: BlockEntry, written: ReadonlySet<string>, context: ValueContext): void {
  const { declaration, reporter } = context;
  const { kind, name: block } = declaration;
  const { members, problems } = declaration.block;
  // A header that lacks its body is one mistake, and is told as that.
  if (members.length === 0 && problems.length > 0) return;
  const span = declaration.block.name?.span ?? declaration.block.kind.span;
  for (const [attribute, { required }] of Object.entries(entry.attributes)) {
    if (required !== true || written.has(attribute)) continue;
    reporter.report(declaration, span, codes.missingAttribute, { kind, block, attribute });
  }
  for (const attributes of entry.oneOf ?? []) {
    const given = attributes.filter((attribute) => written.has(attribute));
    const [first, second] = given;
    if (first === undefined) reporter.report(declaration, span, codes.oneOfMissing, { kind, block, attributes });
    else if (second !== undefined) reportSecond(declaration, first, second, context);
  }
}

function reportSecond(declaration: Declaration, first: string, second: string, { reporter }: ValueContext): void {
  const named = (name: string): Member | undefined =>
    declaration.block.members.find((member) => member.node === "attribute" && member.name.text === name);
  const span = named(second)?.span ?? declaration.block.kind.span;
  reporter.report(declaration, span, codes.oneOfMany, { first, second });
}

/** Whether the block has attributes of its own, to be bound. */
export const hasAttributes = ({ kind }: Declaration): boolean => blockEntry(kind).body !== "parameter";
