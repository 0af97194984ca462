import type { Handlers } from "../walk/handler.ts";
import { buildBundle } from "./build-bundle.ts";
import { combineModels } from "./combine-models.ts";
import { compareSamples } from "./compare-samples.ts";
import { deployModel } from "./deploy-model.ts";
import { evaluateModel } from "./evaluate-model.ts";
import { ingestDataset } from "./ingest-dataset.ts";
import { registerModel } from "./register-model.ts";
import { registerMonitor } from "./register-monitor.ts";
import { searchModel } from "./search-model.ts";
import type { HandlerServices } from "./services.ts";
import { setAlerts } from "./set-alerts.ts";
import { splitData } from "./split-data.ts";
import { trainModel } from "./train-model.ts";
import { transformData } from "./transform-data.ts";
import { validateDataset } from "./validate-dataset.ts";
import { validateModel } from "./validate-model.ts";

/** One handler for each kind of step. */
export const createHandlers = (services: HandlerServices): Handlers => ({
  "ingest-dataset": ingestDataset(services),
  "validate-dataset": validateDataset(services),
  "transform-data": transformData(services),
  "split-data": splitData(services),
  "search-model": searchModel(services),
  "validate-model": validateModel(services),
  "train-model": trainModel(services),
  "combine-models": combineModels(services),
  "evaluate-model": evaluateModel(services),
  "register-model": registerModel(services),
  "compare-samples": compareSamples(services),
  "build-bundle": buildBundle(services),
  "deploy-model": deployModel(services),
  "register-monitor": registerMonitor(services),
  "set-alerts": setAlerts,
});
