import { type BundleLabels, parityRows } from "@mlopsc/deploy";
import type { Table } from "@mlopsc/learn";
import { keepRequests, recordRequests, storedModel } from "../deploy/recorded-requests.ts";
import type { Registry } from "../registry/registry.ts";
import type { Handler, StepTask } from "../walk/handler.ts";
import { inputOutcome } from "./model-inputs.ts";
import type { BundleOutcome } from "./outcomes.ts";
import type { HandlerServices } from "./services.ts";

/** Puts a registered model and the programs that answer with it together: the same files for every target. */
export const buildBundle = (services: HandlerServices): Handler<"build-bundle"> => ({
  version: 1,
  run: async ({ step, inputs }) => {
    const { name, version, model } = inputOutcome<"register-model">(inputs, "model");
    const programs = services.deployment.programs();
    const files = {
      model,
      server: await services.objects.write(programs.server),
      front: await services.objects.write(programs.front),
    };
    const labels = labelsFrom(services.registry, inputs["model"]!.address, name, version);
    const { sample: count, seed } = step.config;
    const sample = count === 0 ? null : await recordedSample(services, inputs, model, count, seed);
    const outcome: BundleOutcome = { model: name, version, files, labels, sample, seed };
    return { outcome, objects: [...Object.values(files), ...(sample === null ? [] : [sample])] };
  },
});

/** Rows of the test part that show most of what it holds. */
async function recordedSample(
  services: HandlerServices,
  inputs: StepTask["inputs"],
  model: string,
  count: number,
  seed: number,
): Promise<string> {
  const stored = await storedModel(services.objects, model);
  const choose = (table: Table): Int32Array => parityRows(stored, table, count, seed);
  return keepRequests(services.objects, await recordRequests(services, inputs, stored, "test", choose));
}

function labelsFrom(registry: Registry, address: string, name: string, version: number): BundleLabels {
  const link = registry.steps.links("register-model").find((each) => each.address === address && each.current);
  const metrics = registry.models.versions(name).find((each) => each.version === version)?.metrics;
  return {
    spec: link?.digest ?? "",
    data: Object.fromEntries(Object.entries(link?.sources ?? {}).map(([dataset, number]) => [dataset, String(number)])),
    metrics: testMetrics(metrics),
  };
}

const testMetrics = (metrics: unknown): BundleLabels["metrics"] =>
  typeof metrics === "object" && metrics !== null && "test" in metrics ? (metrics.test as BundleLabels["metrics"]) : {};
