import { codes, report } from "@mlopsc/diagnostics";
import { collectRuns, modelsWithRuns, type ProjectState, type Run } from "@mlopsc/engine";
import { UsageError } from "../exit-code.ts";
import { Stopped } from "../stopped.ts";

type Registry = ProjectState["registry"];

/** Shorter beginnings of an id are more likely a slip than a name. */
const shortest = 4;

/** The run with that id, or the only one whose id begins so. */
export function findRun(runs: readonly Run[], asked: string): Run {
  const exact = runs.find(({ id }) => id === asked);
  if (exact !== undefined) return exact;
  const matches = asked.length < shortest ? [] : runs.filter(({ id }) => id.startsWith(asked));
  if (matches.length === 1) return matches[0]!;
  throw new Stopped([report(codes.unknownRun, { run: asked, matches: matches.length })]);
}

/** All runs, or those of `churn` or `model.churn`; newest first. */
export function runsOf(registry: Registry, asked: string | undefined): readonly Run[] {
  if (asked === undefined) return collectRuns(registry);
  const name = asked.replace(/^model\./, "");
  const known = modelsWithRuns(registry);
  if (known.includes(name)) return collectRuns(registry, name);
  throw new UsageError(
    `There are no runs of a model "${name}". ${known.length > 0 ? `There are of: ${known.join(", ")}.` : "Nothing was trained yet."}`,
  );
}
