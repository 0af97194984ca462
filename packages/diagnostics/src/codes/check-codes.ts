import { dataCodes } from "./data-codes.ts";
import { modelCodes } from "./model-codes.ts";

/** 3xxx: types and checks. 30xx – 34xx stand in `data-codes.ts`, 35xx – 39xx in `model-codes.ts`. */
export const checkCodes = {
  ...dataCodes,
  ...modelCodes,
};
