import type { StaticFeature } from "vscode-languageclient";

/** Tells the server that this editor opens the list of completions anew where an item leaves something to be chosen. */
export const suggestsAgain: StaticFeature = {
  fillClientCapabilities: (capabilities) => {
    capabilities.experimental = {
      ...capabilities.experimental,
      commands: { commands: ["editor.action.triggerSuggest"] },
    };
  },
  initialize: () => {},
  getState: () => ({ kind: "static" }),
  clear: () => {},
};
