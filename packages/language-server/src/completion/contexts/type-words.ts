import { columnKinds } from "@mlopsc/vocabulary";
import type { CursorContext } from "../cursor-context.ts";

/** The types of columns. */
export const typeWords: CursorContext = {
  at: "words",
  kind: "type",
  words: Object.entries(columnKinds).map(([word, documentation]) => ({ word, documentation })),
};
