import { datasetCodes } from "./dataset-codes.ts";
import { deployCheckSpecCodes } from "./deploy-check-codes.ts";
import { deploymentSpecCodes } from "./deployment-spec-codes.ts";
import { evaluationCodes } from "./evaluation-codes.ts";
import { metricCodes } from "./metric-codes.ts";
import { modelCodes } from "./model-codes.ts";
import { monitorCodes } from "./monitor-codes.ts";
import { outsideSpecCodes } from "./outside-codes.ts";
import { searchCodes } from "./search-codes.ts";
import { timeSeriesCodes } from "./time-series-codes.ts";
import { transformCodes } from "./transform-codes.ts";
import { valueCodes } from "./value-codes.ts";
import { weighingCodes } from "./weighing-codes.ts";

/** 3xxx: types and checks, by what is written wrongly. */
export const checkCodes = {
  ...valueCodes,
  ...datasetCodes,
  ...transformCodes,
  ...modelCodes,
  ...metricCodes,
  ...searchCodes,
  ...deploymentSpecCodes,
  ...monitorCodes,
  ...evaluationCodes,
  ...timeSeriesCodes,
  ...outsideSpecCodes,
  ...weighingCodes,
  ...deployCheckSpecCodes,
};
