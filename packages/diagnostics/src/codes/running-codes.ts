import { applyingCodes } from "./applying-codes.ts";

/** 5xxx: running. */
export const runningCodes = {
  ...applyingCodes,
};
