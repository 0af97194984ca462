import type { Verb } from "@mlopsc/vocabulary";
import { analyseAggregate, analyseRolling } from "./aggregate-step.ts";
import { analyseCast } from "./cast-step.ts";
import { analyseEncode } from "./encode-step.ts";
import { analyseBin, analyseOutliers, analysePca, analyseScale, analyseSelectFeatures } from "./fitted-steps.ts";
import { analyseImpute } from "./impute-step.ts";
import { analyseJoin } from "./join-step.ts";
import { analyseCleanNames, analyseDrop, analyseRename, analyseSelect } from "./name-steps.ts";
import { analyseDecompose, analyseDedupe, analyseLag, analyseSample, analyseSort } from "./order-steps.ts";
import { analyseAnonymise, analyseDerive, analyseFilter } from "./row-steps.ts";
import { analyseSplit } from "./split-step.ts";
import { analyseSql } from "./sql-step.ts";
import type { AnalyseStep } from "./step-context.ts";
import { analyseFrom, analyseUnion } from "./table-steps.ts";

/** The check and lowering of each verb. */
export const stepTable: Readonly<Record<Verb, AnalyseStep>> = {
  from: analyseFrom,
  join: analyseJoin,
  "inner join": analyseJoin,
  aggregate: analyseAggregate,
  union: analyseUnion,
  dedupe: analyseDedupe,
  sort: analyseSort,
  sample: analyseSample,
  lag: analyseLag,
  rolling: analyseRolling,
  decompose: analyseDecompose,
  sql: analyseSql,
  "clean names": analyseCleanNames,
  rename: analyseRename,
  cast: analyseCast,
  filter: analyseFilter,
  derive: analyseDerive,
  drop: analyseDrop,
  select: analyseSelect,
  anonymise: analyseAnonymise,
  "split test": analyseSplit,
  impute: analyseImpute,
  clip: analyseOutliers,
  "drop outliers": analyseOutliers,
  encode: analyseEncode,
  scale: analyseScale,
  bin: analyseBin,
  pca: analysePca,
  "select features": analyseSelectFeatures,
};

/** Verbs after which later steps may name columns that only a right step would have made. */
export const makesNames: ReadonlySet<Verb> = new Set([
  "from",
  "join",
  "inner join",
  "aggregate",
  "union",
  "lag",
  "rolling",
  "decompose",
  "sql",
  "clean names",
  "rename",
  "derive",
  "encode",
  "pca",
]);
