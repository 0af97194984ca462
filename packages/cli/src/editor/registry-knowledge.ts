import type { Compilation, InferredColumns } from "@mlopsc/compiler";
import { type ProjectState, readProjectState } from "@mlopsc/engine";
import type { Knowledge, PlannedWork } from "@mlopsc/language-server";
import type { DesiredState } from "@mlopsc/plan";
import { type Facts, noFacts } from "./facts.ts";
import { fileState } from "./file-state.ts";
import { createColumnFinder } from "./infer-columns.ts";
import { planAhead } from "./plan-ahead.ts";
import { plannedWork } from "./planned-work.ts";
import { readFacts } from "./read-facts.ts";
import { registryFile } from "./registry-file.ts";
import { rememberingDigests } from "./remembering-digests.ts";
import { watchRegistry } from "./watch-registry.ts";

type Planned = ReadonlyMap<string | null, PlannedWork>;

/**
 * What a project's registry and data tell an editor. The registry is only looked at: an apply is not held up. One that is
 * missing, locked, damaged or of another version tells nothing, which is said once.
 */
export function registryKnowledge(path: string, say: (line: string) => void): Knowledge {
  const columns = createColumnFinder(path);
  const digests = rememberingDigests();
  let inferred: InferredColumns = new Map();
  let facts: Facts = noFacts;
  let planned: Planned = new Map();
  let said = "";
  const sayOnce = (line: string): void => {
    if (line !== said && line !== "") say(line);
    said = line;
  };
  const look = async ({ program, desired }: Compilation): Promise<void> => {
    inferred = await columns.find(program);
    const opened = openedState(path);
    if (opened.state === undefined) {
      [facts, planned] = [noFacts, new Map()];
      sayOnce(opened.problem);
      return;
    }
    const registry = digests(opened.state.registry);
    try {
      facts = readFacts(registry, program);
      // While a text is broken, what was planned last stays in sight.
      if (desired !== null) planned = await plannedFor(desired, path, { ...opened.state, registry });
      sayOnce("");
    } finally {
      registry.close();
    }
  };
  return {
    inferredColumns: () => inferred,
    tableOf: (address) => facts.tables.get(address) ?? null,
    profileOf: (address, column) => facts.profiles.get(address)?.get(column) ?? null,
    modelOf: (address) => facts.models.get(address) ?? null,
    liveVersions: (address) => facts.live.get(address) ?? [],
    plannedFor: (address) => planned.get(address) ?? null,
    refresh: async (compilation) => {
      const before = stateText(inferred, facts, planned);
      try {
        await look(compilation);
      } catch (failure) {
        sayOnce(`What is known of ${path} cannot be read: ${(failure as Error).message}`);
      }
      return stateText(inferred, facts, planned) !== before;
    },
    watch: (changed) => watchRegistry(path, changed),
  };
}

async function plannedFor(desired: DesiredState, path: string, state: ProjectState): Promise<Planned> {
  const plan = await planAhead(desired, path, state);
  return plan === null ? new Map() : plannedWork(plan);
}

type Opened =
  | { readonly state: ProjectState; readonly problem?: never }
  | { readonly state?: never; readonly problem: string };

/** No word where nothing was applied yet. */
function openedState(path: string): Opened {
  if (fileState(registryFile(path)) === null) return { problem: "" };
  const { state, problem } = readProjectState(path, Date.now);
  return state === undefined ? { problem: problem.message } : { state };
}

const stateText = (...parts: readonly unknown[]): string =>
  JSON.stringify(parts, (_, value) => (value instanceof Map ? [...value] : value));
