import type { AnalysedStep, TransformAnalysis } from "@mlopsc/compiler";
import { typeText } from "@mlopsc/plan";
import type { TableFacts } from "../knowledge/knowledge.ts";
import { countText } from "../text/number-text.ts";
import type { InlayHint } from "./inlay-hints.ts";

/** Of a transform's steps: types of new columns, how many columns there are, what is learned. Offsets count from the block. */
export function stepHints({ steps, split }: TransformAnalysis, table: TableFacts | null): readonly InlayHint[] {
  const lastOfData = split === null ? steps.at(-1) : steps[steps.findIndex(({ stage }) => stage === "split") - 1];
  return steps.flatMap((step) => [
    ...typeHints(step),
    ...stageHint(step),
    ...columnsHint(step, step === lastOfData ? table : null),
  ]);
}

/** `derive log_spend: number? = log1p(spend)` */
function typeHints({ syntax, after }: AnalysedStep): readonly InlayHint[] {
  return syntax.assignments.flatMap(({ name }) => {
    const type = after.columns.find((column) => column.name === name.text)?.type;
    return type ? [{ offset: name.span.end, text: `: ${typeText(type)}`, topic: "types" as const }] : [];
  });
}

function stageHint({ stage, syntax }: AnalysedStep): readonly InlayHint[] {
  if (stage !== "fitted") return [];
  const tooltip = "Learned on training rows only, inside each fold too; applied with what was learned.";
  return [{ offset: syntax.span.end, text: "learned on train", topic: "stages", tooltip }];
}

/** Where their number is another one than before, or rows are known. */
function columnsHint({ syntax, before, after }: AnalysedStep, table: TableFacts | null): readonly InlayHint[] {
  if (!after.known) return [];
  const isSame =
    before.known && before.columns.length === after.columns.length && after.families.length === before.families.length;
  if (isSame && table === null) return [];
  const open = after.families.length > 0 ? "+" : "";
  const columns = `${after.columns.length}${open} columns`;
  const text = table === null ? columns : `${countText(table.rows, "row")} × ${columns}`;
  const names = [...after.columns.map(({ name }) => name), ...after.families.map(({ prefix }) => `${prefix}*`)];
  return [{ offset: syntax.span.end, text, topic: "shapes", tooltip: names.join(", ") }];
}
