import type { SplitStep } from "@mlopsc/vocabulary";
import { changed } from "../../describe/change-text.ts";
import { splitText } from "../../describe/step-text.ts";
import { keptSteps, type Rule, stepFinding } from "./rule.ts";

/** The test part is smaller, or tells less: chance decides where time, groups or shares did, or one key may stand on both sides. */
export const testPartWeakened: Rule = {
  name: "test-part-weakened",
  title: "Test part weakened",
  find: (sides) =>
    keptSteps(sides, "split-data").flatMap(({ before, after }) => {
      const [old, now] = [before.config, after.config];
      const weaker = isSmaller(now.split, old.split) || strictness(now.split) < strictness(old.split);
      const open = old.disjoint.some((column) => !now.disjoint.includes(column));
      const changes = [
        ...(weaker ? changed("split test", splitText(old.split), splitText(now.split)) : []),
        ...(open ? changed("kept on one side", old.disjoint, now.disjoint) : []),
      ];
      return changes.map((change) => stepFinding(after, change));
    }),
};

/** A share and a length of time cannot be compared before the data are seen. */
function isSmaller(now: SplitStep, old: SplitStep): boolean {
  if ("share" in now && "share" in old) return now.share < old.share;
  return "milliseconds" in now && "milliseconds" in old && now.milliseconds < old.milliseconds;
}

const orders: readonly SplitStep["by"][] = ["random", "stratify", "group", "time"];
const strictness = ({ by }: SplitStep): number => orders.indexOf(by);
