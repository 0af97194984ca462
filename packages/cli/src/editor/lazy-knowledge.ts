import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Compilation, schemasToInfer } from "@mlopsc/compiler";
import { type Knowledge, noKnowledge } from "@mlopsc/language-server";
import { registryFile } from "./registry-file.ts";
import { watchRegistry } from "./watch-registry.ts";

/**
 * What a project's registry and data tell. The engine is loaded when there is something for it to look at: an editor's first
 * answers do not wait for it, and where nothing was applied it takes no memory.
 * @param folder URI of the project's folder
 */
export function lazyKnowledge(folder: string, say: (line: string) => void): Knowledge {
  const path = fileURLToPath(folder);
  let known: Knowledge = noKnowledge;
  let loading: Promise<Knowledge> | undefined;
  const load = async (): Promise<Knowledge> => {
    loading ??= import("./registry-knowledge.ts").then(({ registryKnowledge }) => registryKnowledge(path, say));
    known = await loading;
    return known;
  };
  const isWorthLooking = ({ program }: Compilation): boolean =>
    existsSync(registryFile(path)) || schemasToInfer(program).length > 0;
  return {
    inferredColumns: () => known.inferredColumns(),
    tableOf: (address) => known.tableOf(address),
    profileOf: (address, column) => known.profileOf(address, column),
    modelOf: (address) => known.modelOf(address),
    liveVersions: (address) => known.liveVersions(address),
    plannedFor: (address) => known.plannedFor(address),
    refresh: async (compilation) => {
      if (loading === undefined && !isWorthLooking(compilation)) return false;
      return (await load()).refresh(compilation);
    },
    watch: (changed) => watchRegistry(path, changed),
  };
}
