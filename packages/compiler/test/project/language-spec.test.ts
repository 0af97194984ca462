import { expect, test } from "vitest";
import { annotate } from "../annotate.ts";
import { checkSpec, languageSpec } from "./language-spec.ts";

test("the whole of the language's example is right", () => {
  const files = [{ path: "churn.mlops", text: languageSpec }];
  expect(annotate(files, checkSpec(languageSpec))).toBe(annotate(files, []));
});
