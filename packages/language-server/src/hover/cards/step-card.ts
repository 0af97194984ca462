import type { AnalysedStep } from "@mlopsc/compiler";
import { type StepEntry, stages } from "@mlopsc/vocabulary";
import { countText } from "../../text/number-text.ts";
import { stepSignature } from "../../text/step-signature.ts";
import { type Card, cardOf, facts } from "../card.ts";
import type { HoverContext } from "../hover-context.ts";
import { schemaChange } from "./schema-change.ts";

/** A step: what it does, when, and what becomes of the columns. */
export function stepCard(
  verb: string,
  entry: StepEntry,
  analysed: AnalysedStep | undefined,
  context: HoverContext,
): Card {
  const change = analysed === undefined ? null : schemaChange(analysed.before, analysed.after);
  const rows = analysed === undefined ? null : rowsAfter(analysed, context);
  const { documentation, stage, example } = entry;
  const when = `*${stage}* – ${stages[stage]}`;
  return cardOf(
    stepSignature(verb, entry),
    documentation,
    when,
    `as in \`${example.replace(/\s*\n\s*/g, " ")}\``,
    facts(change?.heading, rows),
    change?.list,
  );
}

/** As it was last applied, where the table after this step was kept. */
function rowsAfter(
  { syntax }: AnalysedStep,
  { declaration, analyses, knowledge, program }: HoverContext,
): string | null {
  if (declaration === null) return null;
  const [operand] = syntax.operands;
  if (syntax.verb.text === "from" && operand?.node === "name") {
    const source = program.byKind.dataset.get(operand.name) ?? program.byKind.transform.get(operand.name);
    const known = source === undefined ? null : knowledge.tableOf(source.address);
    return known === null ? null : countText(known.rows, "row");
  }
  const transform = analyses.transforms.get(declaration);
  const last = transform?.steps.findLast(({ stage }) => stage === "relational" || stage === "row");
  const known = last?.syntax === syntax && transform?.split === null ? knowledge.tableOf(declaration.address) : null;
  return known === null ? null : countText(known.rows, "row");
}
