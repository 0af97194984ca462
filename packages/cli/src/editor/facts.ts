import type { ColumnProfile, LiveVersion, ModelFacts, TableFacts } from "@mlopsc/language-server";

/** What a registry says of the blocks of a project, by address. */
export interface Facts {
  readonly tables: ReadonlyMap<string, TableFacts>;
  /** By address and column. */
  readonly profiles: ReadonlyMap<string, ReadonlyMap<string, ColumnProfile>>;
  readonly models: ReadonlyMap<string, ModelFacts>;
  readonly live: ReadonlyMap<string, readonly LiveVersion[]>;
}

export const noFacts: Facts = { tables: new Map(), profiles: new Map(), models: new Map(), live: new Map() };
