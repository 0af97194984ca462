import { changeText } from "../../describe/change-text.ts";
import { stepText } from "../../describe/step-text.ts";
import type { BlockOutline } from "../outline.ts";
import { keptBlocks, type Rule } from "./rule.ts";

/** Other rows reach the models below a transform: what they are measured on is not what it was. */
export const filterEdited: Rule = {
  name: "filter-edited",
  title: "Other rows pass",
  find: (sides) =>
    keptBlocks(sides, "transform").flatMap(({ address, before, after }) => {
      const [was, is] = [filtersOf(before), filtersOf(after)];
      const gone = was.filter((condition) => !is.includes(condition));
      const fresh = is.filter((condition) => !was.includes(condition));
      const edited = gone.length === 1 && fresh.length === 1;
      const changes = edited
        ? [changeText("filter", gone[0]!, fresh[0]!)]
        : [
            ...gone.map((condition) => `\`filter ${condition}\` removed`),
            ...fresh.map((condition) => `\`filter ${condition}\` added`),
          ];
      return changes.map((change) => ({ address, change, at: { side: "head" as const, place: after.place } }));
    }),
};

const filtersOf = ({ transform }: BlockOutline): readonly string[] =>
  (transform?.steps ?? []).flatMap(({ lowered }) =>
    lowered.flatMap((step) => (step.kind === "filter" ? [stepText(step).manner] : [])),
  );
