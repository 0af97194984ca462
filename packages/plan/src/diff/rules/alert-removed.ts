import { meaningText } from "../meaning-text.ts";
import { meaningOf, type Rule, removedBlocks } from "./rule.ts";

export const alertRemoved: Rule = {
  name: "alert-removed",
  title: "Alert removed",
  find: (sides) =>
    removedBlocks(sides, "alert", (before) => `was raised when ${meaningText(meaningOf(before, "when"))}`),
};
