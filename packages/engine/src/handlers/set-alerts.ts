import type { Handler } from "../walk/handler.ts";

/** What is asked for is all that a monitor needs to know: secrets stay names until something is sent. */
export const setAlerts: Handler<"set-alerts"> = {
  version: 1,
  run: async ({ step }) => ({ outcome: step.config, objects: [] }),
};
