import { applyingCodes } from "./applying-codes.ts";
import { dataCodes } from "./data-codes.ts";

/** 5xxx: running. */
export const runningCodes = {
  ...applyingCodes,
  ...dataCodes,
};
