import type { Finding, Rule } from "./rule.ts";

/** A personal column is among the features of a model. It is a mistake too, so models with mistakes are looked at. */
export const personalFeature: Rule = {
  name: "personal-feature",
  title: "Personal column reaches a model",
  find: ({ base, head, present }) => {
    const before = new Map(base.blocks.map((block) => [present(block.address), block.personalFeatures ?? []]));
    return head.blocks.flatMap(({ address, place, personalFeatures }) =>
      (personalFeatures ?? [])
        .filter((name) => !before.get(address)?.includes(name))
        .map((name): Finding => ({ address, change: `\`${name}\` is a feature`, at: { side: "head", place } })),
    );
  },
};
