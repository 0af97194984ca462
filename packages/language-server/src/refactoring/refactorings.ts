import { extractTransform } from "./extract-transform.ts";
import { inlineTransform } from "./inline-transform.ts";
import { moveSplit } from "./move-split.ts";
import type { Refactoring } from "./refactoring.ts";
import { sortAttributes } from "./sort-attributes.ts";
import { sortBlocks } from "./sort-blocks.ts";
import { writeSchema } from "./write-schema.ts";

/** In the order in which an editor lists them. */
export const refactorings: readonly Refactoring[] = [
  extractTransform,
  inlineTransform,
  moveSplit,
  writeSchema,
  sortAttributes,
  sortBlocks,
];
