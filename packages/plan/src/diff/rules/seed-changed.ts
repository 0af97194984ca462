import { changed } from "../../describe/change-text.ts";
import { type Finding, keptBlocks, type Rule } from "./rule.ts";

/** Other rows become the test part, some of which models were trained on; of many seeds one looks best. */
export const seedChanged: Rule = {
  name: "seed-changed",
  title: "Seed changed",
  find: (sides) =>
    keptBlocks(sides, "project").flatMap(({ address, after }) =>
      changed("seed", sides.base.project.seed, sides.head.project.seed).map(
        (change): Finding => ({ address, change, at: { side: "head", place: after.place } }),
      ),
    ),
};
