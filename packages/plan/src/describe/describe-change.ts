import { canonicalJson } from "../canonical-json.ts";
import type { RegisterModel, Step, StepKind } from "../step.ts";
import { stepMeaning } from "../step-meaning.ts";
import { changed, changedFields } from "./change-text.ts";
import { expectationChanges, ingestChanges, splitChanges, transformChanges } from "./data-changes.ts";
import { alertChanges, bundleChanges, deployChanges, monitorChanges } from "./deploy-changes.ts";
import {
  combineChanges,
  comparisonChanges,
  evaluateChanges,
  searchChanges,
  trainChanges,
  validateChanges,
} from "./model-changes.ts";

type ConfigOf<Kind extends StepKind> = Extract<Step, { kind: Kind }>["config"];
type Describers = { readonly [Kind in StepKind]: (before: ConfigOf<Kind>, after: ConfigOf<Kind>) => readonly string[] };

const describers: Describers = {
  "ingest-dataset": ingestChanges,
  "validate-dataset": expectationChanges,
  "transform-data": transformChanges,
  "split-data": splitChanges,
  "search-model": searchChanges,
  "validate-model": validateChanges,
  "train-model": trainChanges,
  "combine-models": combineChanges,
  "evaluate-model": evaluateChanges,
  "register-model": (before: RegisterModel, after: RegisterModel) => changed("name", before.name, after.name),
  "compare-samples": comparisonChanges,
  "build-bundle": bundleChanges,
  "deploy-model": deployChanges,
  "register-monitor": monitorChanges,
  "set-alerts": alertChanges,
};

/**
 * What differs between two configs of one kind, in short phrases with before → after: "`impute age`: median → mean".
 * Empty where both mean the same. `before` comes from a registry that an older version may have written: what cannot
 * be read that way is told field by field.
 */
export function describeChange(kind: StepKind, before: unknown, after: unknown): readonly string[] {
  const [old, now] = [stepMeaning(kind, before), stepMeaning(kind, after)];
  if (canonicalJson(old) === canonicalJson(now)) return [];
  const describe = describers[kind] as (before: unknown, after: unknown) => readonly string[];
  const phrases = readable(() => describe(before, after)) ?? [];
  return phrases.length > 0 ? phrases : changedFields(old as object, now as object);
}

/** The one place where a foreign value is read as if it were ours; a shape of old is no bug of this version. */
function readable(describe: () => readonly string[]): readonly string[] | null {
  try {
    return describe();
  } catch {
    return null;
  }
}
