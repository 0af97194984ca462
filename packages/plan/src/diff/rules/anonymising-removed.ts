import type { TransformStep } from "@mlopsc/vocabulary";
import type { BlockOutline } from "../outline.ts";
import { type Finding, keptBlocks, type Rule } from "./rule.ts";

/** A column that was anonymised comes out of the transform as it went in. */
export const anonymisingRemoved: Rule = {
  name: "anonymising-removed",
  title: "Anonymising removed",
  find: (sides) =>
    keptBlocks(sides, "transform").flatMap(({ address, before, after }) => {
      const still = anonymised(after);
      const out = new Set(after.transform?.columns.map(({ name }) => name));
      return [...anonymised(before)]
        .filter((column) => !still.has(column) && out.has(column))
        .map(
          (column): Finding => ({
            address,
            change: `\`anonymise ${column}\` removed`,
            at: { side: "head", place: after.place },
          }),
        );
    }),
};

const anonymised = ({ transform }: BlockOutline): ReadonlySet<string> =>
  new Set((transform?.steps ?? []).flatMap(({ lowered }) => lowered.filter(isAnonymising).map(({ name }) => name)));

const isAnonymising = (step: TransformStep): step is Extract<TransformStep, { kind: "derive" }> =>
  step.kind === "derive" && step.expression.kind === "call" && step.expression.function === "pseudonym";
