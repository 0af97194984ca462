import { attributeDiffers, attributeFinding, keptBlocks, type Rule } from "./rule.ts";

/** What is told goes elsewhere now. */
export const channelRedirected: Rule = {
  name: "channel-redirected",
  title: "Channel redirected",
  find: (sides) =>
    keptBlocks(sides, "channel").flatMap((pair) =>
      ["webhook", "email", "command", "server"]
        .filter((name) => attributeDiffers(pair, name))
        .map((name) => attributeFinding(pair, name)),
    ),
};
