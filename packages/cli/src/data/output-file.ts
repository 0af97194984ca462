import { existsSync } from "node:fs";
import { dirname, extname, resolve } from "node:path";
import { exportEndings } from "@mlopsc/engine";
import { UsageError } from "../exit-code.ts";

/** The absolute path of a file that a table can be written to. */
export function outputFile(folder: string, given: string): string {
  if (!exportEndings.includes(extname(given).toLowerCase())) {
    throw new UsageError(`A table is written to a file that ends in ${exportEndings.join(", ")}; "${given}" does not.`);
  }
  const file = resolve(folder, given);
  if (!existsSync(dirname(file))) throw new UsageError(`There is no folder ${dirname(file)}.`);
  return file;
}
