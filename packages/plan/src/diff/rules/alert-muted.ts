import {
  attributeDiffers,
  attributeFinding,
  grew,
  keptBlocks,
  meaningOf,
  numberOf,
  type Rule,
  referencesOf,
  wordOf,
} from "./rule.ts";

/** It counts for less, somebody is no longer told or less often, or what was done about it is not done any more. */
export const alertMuted: Rule = {
  name: "alert-muted",
  title: "Alert muted",
  find: (sides) =>
    keptBlocks(sides, "alert").flatMap((pair) => {
      const { before, after } = pair;
      const told = new Set(referencesOf(after, "notify"));
      const muted = [
        ...(severityOf(after) < severityOf(before) ? ["severity"] : []),
        ...(referencesOf(before, "notify").some((channel) => !told.has(channel)) ? ["notify"] : []),
        ...["cooldown", "repeat"].filter((name) => grew(numberOf(before, name), numberOf(after, name))),
        ...(meaningOf(before, "repeat").kind !== "none" && meaningOf(after, "repeat").kind === "none"
          ? ["repeat"]
          : []),
        ...(meaningOf(before, "then").kind !== "none" && attributeDiffers(pair, "then") ? ["then"] : []),
      ];
      return muted.map((name) => attributeFinding(pair, name));
    }),
};

const severities = ["info", "warning", "critical"];
const severityOf = (alert: Parameters<typeof wordOf>[0]): number =>
  severities.indexOf(wordOf(alert, "severity") ?? "warning");
