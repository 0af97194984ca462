import { keptSteps, type Rule, stepFinding } from "./rule.ts";

/** Nothing keeps the column from models, logs and reports any more. */
export const personalMarkRemoved: Rule = {
  name: "personal-mark-removed",
  title: "Column no longer personal",
  find: (sides) =>
    keptSteps(sides, "ingest-dataset").flatMap(({ before, after }) => {
      const personal = new Set(before.config.columns.filter(({ type }) => type.pii).map(({ name }) => name));
      return after.config.columns.flatMap(({ name, type }, part) =>
        personal.has(name) && !type.pii ? [stepFinding(after, `\`${name}\` lost its \`pii\``, part)] : [],
      );
    }),
};
