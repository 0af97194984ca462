import type { DataResult } from "../data/data-problem.ts";
import { soundPath } from "../handlers/data-access.ts";
import type { HandlerServices } from "../handlers/services.ts";
import type { DatasetVersion } from "../registry/dataset-versions.ts";

/**
 * Writes a version of a dataset to a file: Parquet, CSV or JSON by the ending of its name. Throws a `StoreFault` where
 * the version's object is missing or damaged.
 */
export async function checkOutDataset(
  { data, objects }: HandlerServices,
  { object }: DatasetVersion,
  path: string,
): Promise<DataResult<null>> {
  const table = await soundPath(objects, object);
  return (await data.store()).export([table], path);
}
