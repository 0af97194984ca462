import { profileTable } from "@mlopsc/learn";
import { drawnRows, keepRequests, recordRequests, storedModel } from "../deploy/recorded-requests.ts";
import type { Handler } from "../walk/handler.ts";
import { inputOutcome } from "./model-inputs.ts";
import type { MonitorOutcome } from "./outcomes.ts";
import type { HandlerServices } from "./services.ts";

/** Enough to tell quantiles, and few enough to be read for every window. */
const mostRows = 10_000;

/** Keeps rows of the reference part as requests carry them: what a live window is held against. */
export const registerMonitor = (services: HandlerServices): Handler<"register-monitor"> => ({
  version: 1,
  run: async ({ step, inputs }) => {
    const { reference: part, seed } = step.config;
    const { model } = inputOutcome<"train-model" | "combine-models">(inputs, "model");
    const stored = await storedModel(services.objects, model);
    const requests = await recordRequests(services, inputs, stored, part, drawnRows(mostRows, seed));
    const reference = await keepRequests(services.objects, requests);
    const { table } = requests;
    const outcome: MonitorOutcome = { model, reference, rows: table.rows, profile: profileTable(table) };
    return { outcome, objects: [model, reference] };
  },
});
