import type { Span } from "@mlopsc/diagnostics";
import type { MetricChoice } from "@mlopsc/vocabulary";
import type { Declaration } from "../semantics/program.ts";
import { attributeOf } from "./attributes.ts";
import type { CheckContext } from "./check-context.ts";
import { wordOf } from "./read-algorithm.ts";
import { bare } from "./syntax-text.ts";

/** Notes down where a model says that it measures what a gate or an alert asks for; nothing where it does not say it. */
export function resolveMetric(
  span: Span,
  { metric }: MetricChoice,
  where: Declaration,
  model: Declaration,
  { program, reporter }: Pick<CheckContext, "program" | "reporter">,
): void {
  const list = attributeOf(program, model, "metrics")?.syntax.expression;
  const items = list?.node === "list" ? list.items : list === undefined ? [] : [list];
  const item = items.map((each) => wordOf(bare(each))).find((word) => word?.text === metric);
  if (!item) return;
  const part = { kind: "part", declaration: model, span: item.span } as const;
  reporter.resolved(where, span, part);
  reporter.resolved(model, item.span, part);
}
