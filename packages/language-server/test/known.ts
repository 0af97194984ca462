import type {
  ColumnProfile,
  Knowledge,
  LiveVersion,
  ModelFacts,
  PlannedWork,
  TableFacts,
} from "../src/knowledge/knowledge.ts";
import { noKnowledge } from "../src/knowledge/knowledge.ts";

/** Facts by address; columns by address and name. */
export interface Known {
  readonly tables?: Readonly<Record<string, TableFacts>>;
  readonly profiles?: Readonly<Record<string, Readonly<Record<string, ColumnProfile>>>>;
  readonly models?: Readonly<Record<string, ModelFacts>>;
  readonly live?: Readonly<Record<string, readonly LiveVersion[]>>;
  /** That of the whole project under `""`. */
  readonly planned?: Readonly<Record<string, PlannedWork>>;
}

export interface MemoryKnowledge extends Knowledge {
  /** From the next look on these are the facts; who watches is told that there is something to look at. */
  readonly learn: (known: Known) => void;
  /** How many watch. */
  readonly watching: () => number;
}

/** Knowledge in memory: what was learned is known from the next look on. */
export function memoryKnowledge(known: Known = {}): MemoryKnowledge {
  let next = known;
  let seen: Known = {};
  const watching = new Set<() => void>();
  return {
    ...noKnowledge,
    tableOf: (address) => seen.tables?.[address] ?? null,
    profileOf: (address, column) => seen.profiles?.[address]?.[column] ?? null,
    modelOf: (address) => seen.models?.[address] ?? null,
    liveVersions: (address) => seen.live?.[address] ?? [],
    plannedFor: (address) => seen.planned?.[address ?? ""] ?? null,
    refresh: async () => {
      const found = seen !== next;
      seen = next;
      return found;
    },
    watch: (changed) => {
      watching.add(changed);
      return () => void watching.delete(changed);
    },
    watching: () => watching.size,
    learn: (facts) => {
      next = facts;
      for (const changed of watching) changed();
    },
  };
}

/** Knowledge that has looked already. */
export function seenKnowledge(known: Known): Knowledge {
  const knowledge = memoryKnowledge(known);
  // It has found what it looks for before it first waits.
  void knowledge.refresh(undefined as never);
  return knowledge;
}
