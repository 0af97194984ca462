import type { Handlers } from "../walk/handler.ts";
import { combineModels } from "./combine-models.ts";
import { compareSamples } from "./compare-samples.ts";
import { evaluateModel } from "./evaluate-model.ts";
import { ingestDataset } from "./ingest-dataset.ts";
import { registerModel } from "./register-model.ts";
import { searchModel } from "./search-model.ts";
import type { HandlerServices } from "./services.ts";
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
});
