import { figureBounds, type Meaning } from "@mlopsc/plan";
import type { FigureCondition } from "@mlopsc/vocabulary";

/** What a condition asks for; nothing where there is none. */
export const outlineCondition = (
  condition: FigureCondition | null,
  text: string,
): Extract<Meaning, { readonly kind: "condition" }> => ({
  kind: "condition",
  parts: condition === null ? [] : figureBounds(condition),
  text,
});
