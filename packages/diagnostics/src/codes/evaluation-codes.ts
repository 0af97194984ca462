import { error, warning } from "../code-entry.ts";
import { example, type UnknownName } from "./wording.ts";

/** 3811 – 3830, 5340 – 5349: what a model is measured by and decides with. */
export const evaluationCodes = {
  metricNumberMissing: error<{ readonly metric: string; readonly example: string }>(
    "ML3811",
    ({ metric, example }) => `\`${metric}\` needs a number: \`${example}\`.`,
    example("Some metrics are a family, of which a number says which one is meant.", "metrics = [fbeta]"),
    ({ example }) => `Write \`${example}\`.`,
  ),
  costsUnsaid: error<{ readonly model: string; readonly example: string }>(
    "ML3812",
    ({ model }) => `\`cost\` is asked for, but the model \`${model}\` does not say what a wrong prediction costs.`,
    example("What a wrong prediction costs is for the author to say.", "metrics = [auc, cost]"),
    ({ example }) => `Write \`costs { ${example} }\`.`,
  ),
  costMissing: error<{ readonly name: string; readonly known: string }>(
    "ML3813",
    ({ name }) => `\`costs\` lacks \`${name}\`.`,
    example("Each kind of wrong prediction has its cost.", "costs {\n  miss = 100\n}"),
    ({ name, known }) => `Add \`${name} = 1\`, ${known}.`,
  ),
  unknownCost: error<UnknownName & { readonly what: string }>(
    "ML3814",
    ({ name, what }) => `\`${name}\` is no ${what}.`,
    example("Costs are those of the classes that can be predicted.", "costs {\n  mis = 100\n  false_alarm = 5\n}"),
    ({ suggestion, known }) =>
      suggestion === null
        ? `There is ${known.map((name) => `\`${name}\``).join(", ")}.`
        : `Did you mean \`${suggestion}\`?`,
  ),
  costForm: error<{ readonly name: string; readonly example: string }>(
    "ML3815",
    ({ name }) => `\`${name}\` must say what each wrong class costs.`,
    example("Of more than two classes each has a row of costs.", "costs {\n  gold = 5\n  other = 1\n}"),
    ({ example }) => `Write \`${example}\`.`,
  ),
  classifierAttribute: error<{ readonly attribute: string; readonly task: string; readonly wanted: string }>(
    "ML3816",
    ({ attribute, task, wanted }) => `\`${attribute}\` is for ${wanted}, and this is ${task}.`,
    example("Only classes have probabilities, thresholds and costs.", "predict = price   # number\nthreshold = 0.3"),
    ({ attribute }) => `Remove \`${attribute}\`.`,
  ),
  thresholdMetric: error<{ readonly metric: string }>(
    "ML3817",
    ({ metric }) => `\`${metric}\` is the same for every threshold: none is its best.`,
    example("A threshold is chosen by what counts predicted classes.", "threshold = best(auc)"),
    () => "Choose by `f1`, `mcc`, `balanced_accuracy` or `cost`.",
  ),
  sliceColumn: error<{ readonly column: string; readonly reason: string }>(
    "ML3818",
    ({ column, reason }) => `Test rows cannot be parted by \`${column}\`: ${reason}.`,
    example("Slices are named after values, which stand in reports.", "slices = [email]"),
    () => "Name a column of groups, such as a segment or a region.",
  ),
  worstWithoutSlices: error<{ readonly source: string }>(
    "ML3819",
    ({ source }) => `\`${source}\` asks for the worst slice, but the model has no \`slices\`.`,
    example("The worst of the slices needs slices.", "gate { worst(auc) >= 0.7 }"),
    () => "Add `slices = COLUMN`.",
  ),
  championOtherSplit: warning<{ readonly model: string; readonly version: number }>(
    "ML5341",
    ({ model, version }) =>
      `Version ${version} of model ${model}, the champion, was trained on another split: it may have seen some of these test rows, and look better than it is.`,
    example("Two models are fairly compared on rows that neither has learned from.", "split test 30% stratify churned"),
    () => "Take the difference for what it is, or train both on this split.",
  ),
  isotonicFewRows: warning<{ readonly address: string; readonly rows: number }>(
    "ML5340",
    ({ address, rows }) =>
      `${address}: isotonic calibration was learned from only ${rows} rows, and may follow their chance.`,
    example("A line of any form needs many rows to be trusted.", "calibrate = isotonic"),
    () => "Use `calibrate = platt`, or take in more rows: a thousand or more.",
  ),
};
