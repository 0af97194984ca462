import { dataCodes } from "./data-codes.ts";

/** 3xxx: types and checks. 30xx – 34xx stand in `data-codes.ts`, the rest here. */
export const checkCodes = {
  ...dataCodes,
};
