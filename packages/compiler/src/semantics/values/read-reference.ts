import { codes } from "@mlopsc/diagnostics";
import type { ClauseSyntax, ExpressionSyntax, Word } from "@mlopsc/grammar";
import { type BlockKind, isBlockKind } from "@mlopsc/vocabulary";
import { reportUnknown } from "../names/report-unknown.ts";
import type { Declaration, Value } from "../program.ts";
import { describeSyntax } from "./describe-syntax.ts";
import { reportWrongValue } from "./report-wrong-value.ts";
import type { ValueContext } from "./value-context.ts";

/** Blocks by name. Names that are unknown or of the wrong kind are reported; null where none is left. */
export function readReferences(
  expression: ExpressionSyntax,
  kinds: readonly string[],
  many: boolean,
  what: string,
  context: ValueContext,
): Value | null {
  const items = many && expression.node === "list" ? expression.items : [expression];
  const to: { declaration: Declaration; span: Word["span"] }[] = [];
  for (const item of items) {
    if (item.node === "absent") continue;
    if (item.node !== "name") {
      reportWrongValue(what, `the name of a ${kinds.join(" or ")}`, describeSyntax(item), item.span, context);
      continue;
    }
    const declaration = findReference({ text: item.name, span: item.span }, kinds, context);
    if (declaration !== null) to.push({ declaration, span: item.span });
  }
  return to.length === 0 && items.length > 0 ? null : { kind: "reference", to, span: expression.span };
}

/** The block of one of the kinds with this name; null where there is none, which was reported. */
export function findReference(
  word: Word,
  kinds: readonly string[],
  { byKind, declaration, reporter }: Pick<ValueContext, "byKind" | "declaration" | "reporter">,
): Declaration | null {
  const wanted = kinds.join(" or ");
  const wantedKinds = kinds.filter(isBlockKind);
  for (const kind of wantedKinds) {
    const found = byKind[kind].get(word.text);
    if (found !== undefined) {
      reporter.resolved(declaration, word.span, { kind: "block", declaration: found });
      return found;
    }
  }
  const other = (Object.keys(byKind) as BlockKind[]).find((kind) => kind !== "project" && byKind[kind].has(word.text));
  const known = wantedKinds.flatMap((kind) => [...byKind[kind].keys()]);
  if (other === undefined) {
    reportUnknown(reporter, declaration, word, codes.unknownReference, known, { wanted });
    return null;
  }
  const found = byKind[other].get(word.text)!;
  const related = [
    { declaration: found, span: found.block.name?.span ?? found.block.kind.span, message: `The ${other} is here.` },
  ];
  reporter.report(declaration, word.span, codes.wrongReference, { name: word.text, found: other, wanted }, { related });
  return null;
}

export function readSample(
  expression: ExpressionSyntax,
  where: ClauseSyntax | undefined,
  what: string,
  context: ValueContext,
): Value | null {
  if (expression.node !== "name") {
    return reportWrongValue(
      what,
      "the name of a dataset or transform",
      describeSyntax(expression),
      expression.span,
      context,
    );
  }
  const table = findReference({ text: expression.name, span: expression.span }, ["dataset", "transform"], context);
  if (table === null) return null;
  return { kind: "sample", table, where: where?.values[0] ?? null, span: expression.span };
}
