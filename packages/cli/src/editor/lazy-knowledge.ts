import { type Knowledge, noKnowledge } from "@mlopsc/language-server";

/** Knowledge whose program is loaded when it first looks: an editor's first answers do not wait for it. */
export function lazyKnowledge(load: () => Promise<Knowledge>): Knowledge {
  let known: Knowledge = noKnowledge;
  let loading: Promise<Knowledge> | undefined;
  let watching: (() => void) | undefined;
  let stop: (() => void) | undefined;
  const loaded = async (): Promise<Knowledge> => {
    loading ??= load();
    known = await loading;
    if (watching !== undefined) stop ??= known.watch(watching);
    return known;
  };
  return {
    inferredColumns: () => known.inferredColumns(),
    tableOf: (address) => known.tableOf(address),
    profileOf: (address, column) => known.profileOf(address, column),
    modelOf: (address) => known.modelOf(address),
    liveVersions: (address) => known.liveVersions(address),
    plannedFor: (address) => known.plannedFor(address),
    refresh: async (compilation) => (await loaded()).refresh(compilation),
    watch: (changed) => {
      watching = changed;
      return () => {
        watching = undefined;
        stop?.();
      };
    },
  };
}
