import { error, information, warning } from "../code-entry.ts";
import { example, meant, named, type UnknownName } from "./wording.ts";

/** 35xx and ML3880: models, and what they learn from. */
export const modelCodes = {
  unknownAlgorithm: error<UnknownName>(
    "ML3501",
    ({ name }) => `Unknown algorithm \`${name}\`.`,
    example("A model learns with one of the known algorithms.", "algorithm = gradient_bosting(trees: 300)"),
    meant,
  ),
  unknownHyperParameter: error<UnknownName & { readonly algorithm: string }>(
    "ML3502",
    ({ name, algorithm }) => `\`${algorithm}\` has no hyper-parameter \`${name}\`.`,
    example("Each algorithm has its own hyper-parameters.", "algorithm = gradient_boosting(tree: 300)"),
    meant,
  ),
  hyperParameterDomain: error<{
    readonly parameter: string;
    readonly algorithm: string;
    readonly domain: string;
    readonly found: string;
  }>(
    "ML3503",
    ({ parameter, algorithm, domain, found }) =>
      `\`${parameter}\` of \`${algorithm}\` is ${domain}, but this is ${found}.`,
    example("Each hyper-parameter has a domain.", "algorithm = gradient_boosting(learning_rate: 3)"),
    ({ domain }) => `Give ${domain}.`,
  ),
  algorithmTask: error<{ readonly algorithm: string; readonly task: string; readonly column: string }>(
    "ML3504",
    ({ algorithm, task, column }) => `\`${algorithm}\` cannot do ${task}, which predicting \`${column}\` is.`,
    example(
      "Some algorithms only classify, some only predict numbers.",
      "predict = churned   # bool\nalgorithm = linear_regression",
    ),
    ({ task }) =>
      task === "regression"
        ? "Use `ridge` or `gradient_boosting`."
        : "Use `logistic_regression` or `gradient_boosting`.",
  ),
  targetKind: error<{ readonly column: string; readonly found: string }>(
    "ML3505",
    ({ column, found }) => `\`${column}\` is ${found}, which no model predicts.`,
    example("A bool or category is classified, a number is predicted by regression.", "predict = signup   # a date"),
    ({ column }) => `Derive a bool or a number from \`${column}\` above the split, and predict that.`,
  ),
  targetLevels: error<{ readonly column: string; readonly count: number }>(
    "ML3506",
    ({ column, count }) => `\`${column}\` has ${count} level${count === 1 ? "" : "s"}: there is nothing to tell apart.`,
    example("Two classes at least are needed.", 'churned category in ["yes"]'),
    () => "Declare all levels in the schema.",
  ),
  targetLevelsUnknown: information<{ readonly column: string; readonly task: string }>(
    "ML3880",
    ({ column, task }) => `The levels of \`${column}\` are not known, so this is ${task}, however many the data have.`,
    example(
      "A category is predicted as one of several classes, unless two levels are all that it may have. What is asked for has to follow from the spec: it must not change with the data.",
      "churned category\n…\npredict = churned",
    ),
    ({ column }) =>
      `Name its levels in the schema. With two, as in \`${column} category in ["no", "yes"]\`, it is classification into two classes, with \`threshold\` and the metrics of two classes.`,
  ),
  targetInFeatures: error<{ readonly column: string }>(
    "ML3507",
    ({ column }) => `\`${column}\` is what is predicted: it cannot be among the features.`,
    example("A model that is told the answer learns nothing.", "predict = churned\nfeatures = [age, churned]"),
    () => "Remove it from `features`.",
  ),
  keyInFeatures: error<{ readonly column: string }>(
    "ML3508",
    ({ column }) => `\`${column}\` is the key: it names a row and tells nothing of the next one.`,
    example("A model that learns keys learns rows by heart.", "features = [customer_id, age]"),
    () => "Remove it from `features`.",
  ),
  missingTarget: warning<{ readonly column: string }>(
    "ML3509",
    ({ column }) => `\`${column}\` may be missing; rows without it can neither teach nor test.`,
    example("What is predicted must be known where it is learned.", "churned bool?\n…\npredict = churned"),
    ({ column }) => `Write \`filter ${column} != none\` above the split.`,
  ),
  targetLeak: error<{ readonly feature: string; readonly target: string; readonly how: string }>(
    "ML3510",
    ({ feature, target, how }) => `The feature \`${feature}\` ${how} \`${target}\`, which is to be predicted.`,
    example(
      "A feature that is made from the answer is not there when it is asked for; the test flatters.",
      "derive gone = if(churned, 1, 0)\n…\npredict = churned\nfeatures = [age, gone]",
    ),
    ({ feature }) => `Leave \`${feature}\` out of the features.`,
  ),
  shortLag: error<{
    readonly feature: string;
    readonly back: string;
    readonly horizon: string;
  }>(
    "ML3511",
    ({ feature, back, horizon }) =>
      `\`${feature}\` reads what is predicted ${back} back, but the horizon is ${horizon}: that is not known yet.`,
    example(
      "What is forecast a day ahead can only use what is a day old.",
      "lag load by 1 order at\n…\nhorizon = 1d\ncadence = 30m",
    ),
    ({ horizon }) => `Use a lag of at least ${horizon}; a window can be taken over that lag.`,
  ),
  lagUnchecked: information<{ readonly features: readonly string[] }>(
    "ML3512",
    ({ features }) =>
      `Whether ${named(features)} look${features.length === 1 ? "s" : ""} back far enough is not known: rows are counted, not hours.`,
    example("With a cadence, lags are held to the horizon.", "horizon = 1d"),
    () => "Say how far apart the rows are: `cadence = 30m`.",
  ),
  personalFeature: error<{ readonly column: string }>(
    "ML3513",
    ({ column }) => `\`${column}\` is personal (\`pii\`) and reaches the model.`,
    example("Personal data must be anonymised or left out.", "email text pii\n…\nfeatures = [age, email]"),
    ({ column }) => `Write \`drop ${column}\`, or \`anonymise ${column} with pseudonym\`.`,
  ),
  featureKind: error<{
    readonly column: string;
    readonly found: string;
    readonly algorithm: string;
    readonly advice: string;
  }>(
    "ML3514",
    ({ column, found, algorithm }) => `\`${column}\` is ${found}, which \`${algorithm}\` cannot learn from.`,
    example(
      "Learners take numbers and bools; some take categories. Text, ids, dates and timestamps must be turned into those.",
      "features = [segment]   # a category\nalgorithm = logistic_regression",
    ),
    ({ advice }) => advice,
  ),
  missingFeature: error<{ readonly column: string; readonly algorithm: string }>(
    "ML3515",
    ({ column, algorithm }) => `\`${column}\` may be missing, which \`${algorithm}\` cannot learn from.`,
    example("Some algorithms need every value.", "age int?\n…\nalgorithm = logistic_regression"),
    ({ column }) => `Write \`impute ${column} with median\` below the split.`,
  ),
  unscaledFeatures: warning<{ readonly columns: readonly string[]; readonly algorithm: string }>(
    "ML3516",
    ({ columns, algorithm }) =>
      `\`${algorithm}\` wants columns of one scale, but ${named(columns.slice(0, 5))}${columns.length > 5 ? ` and ${columns.length - 5} more` : ""} ${columns.length === 1 ? "is" : "are"} not scaled.`,
    example("A penalty weighs large numbers less than small ones.", "algorithm = logistic_regression"),
    () => "Write `scale numeric with standard` as the last step.",
  ),
  noFeatures: error<{ readonly model: string }>(
    "ML3517",
    ({ model }) => `The model \`${model}\` has no feature to learn from.`,
    example("A model needs at least one column.", "features = all except age, spend"),
    () => "Name the columns in `features`.",
  ),
  modelWithoutSplit: error<{ readonly transform: string }>(
    "ML3518",
    ({ transform }) => `The transform \`${transform}\` has no \`split\`: there is no test part to measure on.`,
    example("A model needs rows that it has never seen.", "transform features { from customers }"),
    () => "Write `split test 20%` in the transform.",
  ),
  foldsOverTime: warning<{ readonly column: string }>(
    "ML3519",
    () =>
      `The split is by time, but the folds are not: candidates are compared on a past that they have seen both sides of.`,
    example(
      "What is split by time is validated by time.",
      "split test 20% by time at\n…\nvalidate = cross_validation(5)",
    ),
    ({ column }) => `Write \`time: ${column}\`.`,
  ),
  stratifyKind: error<{ readonly column: string; readonly found: string }>(
    "ML3520",
    ({ column, found }) => `\`stratify\` needs a bool or category, but \`${column}\` is ${found}.`,
    example("Only the shares of a few values can be kept.", "validate = cross_validation(5, stratify: amount)"),
    () => "Leave `stratify` out, or give a column with few values.",
  ),
  severalFoldColumns: error<{ readonly first: string; readonly second: string }>(
    "ML3521",
    ({ first, second }) => `\`${second}\` cannot stand beside \`${first}\`: rows are dealt in one way.`,
    example("Give one of stratify, group and time.", "cross_validation(5, stratify: churned, group: city)"),
    () => "Remove one of the two.",
  ),
  partOfFamily: error<{ readonly column: string }>(
    "ML3522",
    ({ column }) =>
      `The columns that \`${column}\` was encoded into are not known before running, so they cannot be left out by name.`,
    example(
      "Leave a column out before it is encoded.",
      "encode segment with one_hot\n…\nfeatures = all except segment",
    ),
    ({ column }) => `Drop \`${column}\` in the transform, above \`encode\`.`,
  ),
  fittedOnTarget: error<{ readonly verb: string; readonly column: string }>(
    "ML3523",
    ({ verb, column }) => `\`${verb}\` changes \`${column}\`, which is to be predicted, by what it learned of it.`,
    example("What is predicted must be as it is.", "split test 20%\nimpute churned with mode\n…\npredict = churned"),
    ({ column }) =>
      `Leave \`${column}\` out of the step; to leave out rows write \`filter ${column} != none\` above the split.`,
  ),
  outOfRange: error<{ readonly what: string; readonly found: string; readonly wanted: string }>(
    "ML3524",
    ({ what, found, wanted }) => `\`${what}\` must be ${wanted}, but this is ${found}.`,
    example("Every value has a range in which it makes sense.", "validate = cross_validation(folds: 1)"),
    ({ wanted }) => `Give ${wanted}.`,
  ),
};
