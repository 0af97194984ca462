import { attributeFinding, keptBlocks, type Rule, referencesOf } from "./rule.ts";

/** A target on the way to production is skipped, comes later, or no longer waits for a person. */
export const wayShortened: Rule = {
  name: "way-shortened",
  title: "Way to production shortened",
  find: (sides) =>
    keptBlocks(sides, "deploy").flatMap((pair) => {
      const lost = (name: string): boolean => {
        const now = new Set(referencesOf(pair.after, name));
        return referencesOf(pair.before, name).some((target) => !now.has(target));
      };
      const [old, now] = [referencesOf(pair.before, "through"), referencesOf(pair.after, "through")];
      const swapped = old.some((target, at) => now.indexOf(target) >= 0 && now.indexOf(target) < at);
      return [
        ...(lost("through") || swapped ? [attributeFinding(pair, "through")] : []),
        ...(lost("approve") ? [attributeFinding(pair, "approve")] : []),
      ];
    }),
};
