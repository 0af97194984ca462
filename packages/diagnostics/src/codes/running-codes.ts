import { alertCodes } from "./alert-codes.ts";
import { applyingCodes } from "./applying-codes.ts";
import { badInputCodes } from "./bad-input-codes.ts";
import { dataCodes } from "./data-codes.ts";
import { deployCheckCodes } from "./deploy-check-codes.ts";
import { deployCodes } from "./deploy-codes.ts";
import { diffCodes } from "./diff-codes.ts";
import { operatingCodes } from "./operating-codes.ts";
import { outsideRunCodes } from "./outside-codes.ts";
import { portableCodes } from "./portable-codes.ts";

/** 5xxx: running. */
export const runningCodes = {
  ...applyingCodes,
  ...dataCodes,
  ...badInputCodes,
  ...operatingCodes,
  ...portableCodes,
  ...outsideRunCodes,
  ...deployCodes,
  ...alertCodes,
  ...deployCheckCodes,
  ...diffCodes,
};
