import { codes } from "@mlopsc/diagnostics";
import type { FoldPlan, Task } from "@mlopsc/vocabulary";
import { findColumnOrReport } from "../semantics/expression/column-reference.ts";
import { kindName } from "../semantics/expression/typed-expression.ts";
import { nameText } from "../semantics/names/name-text.ts";
import type { ChoiceValue, Declaration } from "../semantics/program.ts";
import type { TransformAnalysis } from "../semantics/transform-analysis.ts";
import { choiceOf, nameSpan, numberOf } from "./attributes.ts";
import type { CheckContext } from "./check-context.ts";

type Dealing = Pick<FoldPlan, "by" | "column">;

/**
 * How candidates are compared. Where a model does not say how rows are dealt: by time or group as the split is, else
 * stratified by the target when it classifies, else at random.
 */
export function analyseFolds(
  model: Declaration,
  transform: TransformAnalysis,
  target: string | null,
  task: Task | null,
  context: CheckContext,
): FoldPlan {
  const choice = choiceOf(context.program, model, "validate");
  const usual = usualDealing(transform, target, task);
  const dealing = choice ? dealingOf(choice, model, transform, usual, context) : usual;
  if (choice?.name === "holdout") {
    const share = numberOf(choice, "share", 0.2);
    const inside = share > 0 && share < 1;
    if (!inside) report("share", `${share * 100}%`, "a share above 0% and below 100%");
    return { kind: "holdout", share: inside ? share : 0.2, ...dealing };
  }
  const folds = numberOf(choice, "folds", 5);
  if (folds < 2 || folds > 100) report("folds", String(folds), "a whole number in 2..100");
  return { kind: "cross_validation", folds: Math.min(100, Math.max(2, folds)), ...dealing };

  function report(what: string, found: string, wanted: string): void {
    const span = choice?.parameters.get(what)?.span ?? choice?.span ?? nameSpan(model);
    context.reporter.report(model, span, codes.outOfRange, { what, found, wanted });
  }
}

function usualDealing({ split }: TransformAnalysis, target: string | null, task: Task | null): Dealing {
  if (split?.by === "time" || split?.by === "group") return { by: split.by, column: split.column };
  return target !== null && (task === "binary" || task === "multiclass")
    ? { by: "stratify", column: target }
    : { by: "random" };
}

const ways = ["stratify", "group", "time"] as const;

function dealingOf(
  choice: ChoiceValue,
  model: Declaration,
  transform: TransformAnalysis,
  usual: Dealing,
  { reporter }: CheckContext,
): Dealing {
  const given = ways.filter((way) => choice.parameters.has(way));
  const [way, second] = given;
  if (way !== undefined && second !== undefined) {
    const span = choice.parameters.get(second)?.span ?? choice.span;
    reporter.report(model, span, codes.severalFoldColumns, { first: way, second });
  }
  const { split } = transform;
  if (way !== "time" && split?.by === "time") {
    // Without a word the folds follow the split: only another wish is worth a warning.
    if (way !== undefined) reporter.report(model, choice.span, codes.foldsOverTime, { column: nameText(split.column) });
  }
  if (way === undefined) return usual;
  const value = choice.parameters.get(way);
  const word = value?.kind === "columns" ? value.selection.names[0] : undefined;
  if (word === undefined) return usual;
  const column = findColumnOrReport(word, transform.splitSchema, { declaration: model, reporter });
  if (column === undefined) return usual;
  const kind = column.type?.kind;
  if (
    way === "stratify" &&
    kind !== undefined &&
    kind !== "bool" &&
    kind !== "category" &&
    column.type?.levels === undefined
  ) {
    const found = column.type ? kindName(column.type.kind) : "";
    reporter.report(model, word.span, codes.stratifyKind, { column: column.name, found });
    return { by: "random" };
  }
  return { by: way, column: column.name };
}
