import { deployCheckSpecCodes } from "./deploy-check-codes.ts";
import { evaluationCodes } from "./evaluation-codes.ts";
import { modelCodes } from "./model-codes.ts";
import { outsideSpecCodes } from "./outside-codes.ts";
import { tableCodes } from "./table-codes.ts";
import { timeSeriesCodes } from "./time-series-codes.ts";
import { weighingCodes } from "./weighing-codes.ts";

/** 3xxx: types and checks. 30xx – 34xx stand in `table-codes.ts`, 35xx – 39xx in `model-codes.ts`. */
export const checkCodes = {
  ...tableCodes,
  ...modelCodes,
  ...evaluationCodes,
  ...timeSeriesCodes,
  ...outsideSpecCodes,
  ...weighingCodes,
  ...deployCheckSpecCodes,
};
