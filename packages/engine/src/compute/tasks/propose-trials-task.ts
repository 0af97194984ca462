import { type KnownTrial, type Proposal, proposeTrials, type SearchContext } from "@mlopsc/learn";
import type { SearchDefinition } from "@mlopsc/vocabulary";

export interface ProposeTrialsInput extends SearchContext {
  readonly definition: SearchDefinition;
  readonly history: readonly KnownTrial[];
  /** At most. */
  readonly size: number;
}

export const proposeTrialsTask = ({ definition, history, size, seed, rows }: ProposeTrialsInput): readonly Proposal[] =>
  proposeTrials(definition, history, size, { seed, rows });
