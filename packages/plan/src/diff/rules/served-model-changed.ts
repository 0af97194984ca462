import { attributeDiffers, attributeFinding, keptBlocks, type Rule } from "./rule.ts";

/** Another model answers, or out of another base image. */
export const servedModelChanged: Rule = {
  name: "served-model-changed",
  title: "Something else is served",
  find: (sides) =>
    keptBlocks(sides, "deploy").flatMap((pair) =>
      ["model", "base"].filter((name) => attributeDiffers(pair, name)).map((name) => attributeFinding(pair, name)),
    ),
};
