import { error, information, warning } from "../code-entry.ts";
import type { UnknownName } from "./name-codes.ts";

const example = (sentence: string, spec: string): string => `${sentence}\n\n\`\`\`mlops\n${spec}\n\`\`\``;
const meant = ({ suggestion, known }: UnknownName): string =>
  suggestion === null
    ? `There is ${known.map((name) => `\`${name}\``).join(", ") || "none"}.`
    : `Did you mean \`${suggestion}\`?`;
const named = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(", ");

/** 35xx: models, and what they learn from. */
const learningCodes = {
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
    ({ horizon }) => `Use a lag of at least ${horizon}.`,
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

/** 36xx: metrics, gates and conditions. */
const measuringCodes = {
  unknownMetric: error<UnknownName>(
    "ML3601",
    ({ name }) => `Unknown metric \`${name}\`.`,
    example("Models are measured with the known metrics.", "metrics = [acc]"),
    meant,
  ),
  metricTask: error<{ readonly metric: string; readonly task: string; readonly usual: readonly string[] }>(
    "ML3602",
    ({ metric, task }) => `\`${metric}\` is not defined for ${task}.`,
    example("A metric belongs to certain tasks.", "predict = churned   # bool\nmetrics = [rmse]"),
    ({ usual }) => `Usual here: ${named(usual)}.`,
  ),
  metricShareMissing: error<{ readonly metric: string }>(
    "ML3603",
    ({ metric }) => `\`${metric}\` needs a share: \`${metric}(10%)\`.`,
    example("Some metrics look at a share of the rows.", "metrics = [lift]"),
    ({ metric }) => `Write \`${metric}(10%)\`.`,
  ),
  metricShareUnused: error<{ readonly metric: string }>(
    "ML3604",
    ({ metric }) => `\`${metric}\` takes nothing in parentheses.`,
    example("Only some metrics look at a share of the rows.", "metrics = [auc(10%)]"),
    ({ metric }) => `Write \`${metric}\`.`,
  ),
  repeatedMetric: warning<{ readonly metric: string }>(
    "ML3605",
    ({ metric }) => `\`${metric}\` is given twice.`,
    example("Once is enough.", "metrics = [auc, f1, auc]"),
    () => "Remove one of the two.",
  ),
  gateNotMeasured: error<{ readonly metric: string }>(
    "ML3606",
    ({ metric }) => `The gate asks for \`${metric}\`, which is not among the metrics.`,
    example("A gate can only ask for what is measured.", "metrics = [auc]\ngate { f1 >= 0.5 }"),
    ({ metric }) => `Add \`${metric}\` to \`metrics\`.`,
  ),
  gateForm: error<{ readonly source: string }>(
    "ML3607",
    ({ source }) =>
      `\`${source}\` is no gate: it must compare one metric with a number, or with the baseline's or the champion's.`,
    example("A gate is a bound on one metric of the test part.", "gate { auc + f1 > 1 }"),
    () =>
      "Write `METRIC >= NUMBER`, `METRIC >= baseline.METRIC + NUMBER`, `METRIC >= champion.METRIC` or `gap(METRIC) < NUMBER`.",
  ),
  gateDirection: warning<{ readonly source: string; readonly metric: string; readonly better: string }>(
    "ML3608",
    ({ source, metric, better }) =>
      `\`${source}\` lets only what is bad through: ${better} is better for \`${metric}\`.`,
    example("A gate or check keeps out what is bad.", "gate { auc < 0.5 }"),
    () => "Turn the sign round.",
  ),
  baselineUnsaid: information<{ readonly metric: string }>(
    "ML3609",
    ({ metric }) =>
      `No baseline is given: \`baseline.${metric}\` is that of \`dummy\`, which only knows shares or means.`,
    example(
      "A gate against the baseline says more where that is a real learner.",
      "gate { auc >= baseline.auc + 0.05 }",
    ),
    () => "Write `baseline = logistic_regression`, or `baseline = dummy` to say that it is meant.",
  ),
  neverHolds: error<{ readonly source: string; readonly range: string }>(
    "ML3610",
    ({ source, range }) => `\`${source}\` can never hold: ${range}.`,
    example("A bound must lie where the figure can.", "gate { auc > 1 }"),
    () => "Correct the bound.",
  ),
  alwaysHolds: error<{ readonly source: string; readonly range: string }>(
    "ML3611",
    ({ source, range }) => `\`${source}\` always holds: ${range}.`,
    example("A bound must lie where the figure can.", "gate { auc >= 0 }"),
    () => "Correct the bound, or remove the line.",
  ),
  unknownFigure: error<UnknownName & { readonly scope: string }>(
    "ML3612",
    ({ name, scope }) => `${scope} knows no \`${name}\`.`,
    example("A condition asks for the figures of its place.", "alert slow { when = latency.p96 > 50ms }"),
    meant,
  ),
  figureUnits: error<{ readonly left: string; readonly right: string }>(
    "ML3613",
    ({ left, right }) => `${left} cannot be compared or added with ${right}.`,
    example("Units are types.", "alert slow { when = latency.p95 > errors }"),
  ),
  figureCalculation: error<{ readonly source: string }>(
    "ML3614",
    ({ source }) => `\`${source}\` cannot be calculated here: only sums of figures, and figures times a number.`,
    example("Conditions over figures stay simple enough to be checked.", "alert a { when = drift.auc * live.auc > 1 }"),
  ),
  alertDirection: warning<{ readonly source: string; readonly better: string }>(
    "ML3615",
    ({ source, better }) => `\`${source}\` fires when all is well: ${better} is better here.`,
    example("An alert tells of what is bad.", "alert slow { when = latency.p95 < 50ms }"),
    () => "Turn the sign round.",
  ),
};

/** 37xx: searches. */
const searchCodes = {
  unknownDimension: error<UnknownName & { readonly algorithms: readonly string[] }>(
    "ML3701",
    ({ name, algorithms }) =>
      `${named(algorithms)} ${algorithms.length === 1 ? "has" : "have"} no hyper-parameter \`${name}\`.`,
    example("A dimension is a hyper-parameter, or `algorithm`.", "space { tres in 50..400 }"),
    meant,
  ),
  dimensionDomain: error<{ readonly name: string; readonly domain: string; readonly found: string }>(
    "ML3702",
    ({ name, domain, found }) => `\`${name}\` is ${domain}, but ${found} may be tried.`,
    example("A dimension stays within the domain of its hyper-parameter.", "space { learning_rate in 0.1..3 }"),
    ({ domain }) => `Stay within ${domain}.`,
  ),
  dimensionForm: error<{ readonly name: string }>(
    "ML3703",
    ({ name }) => `\`${name}\` needs a range or a list: \`in 50..400\`, \`in log(0.01..0.3)\` or \`in [20, 50]\`.`,
    example("A dimension says what may be tried.", "space { trees in 50 }"),
  ),
  logNonPositive: error<{ readonly name: string; readonly low: number }>(
    "ML3704",
    ({ name, low }) => `\`${name}\` cannot vary on a logarithmic scale from ${low}.`,
    example("A logarithmic scale begins above 0.", "space { l2 in log(0..1) }"),
    () => "Begin above 0, or leave `log` out.",
  ),
  dimensionCondition: error<{ readonly source: string }>(
    "ML3705",
    ({ source }) =>
      `\`if ${source}\` must ask for the value of a dimension above: \`if algorithm == gradient_boosting\`.`,
    example("A dimension may depend on what was chosen before.", "learning_rate in 0.1..0.3 if algoritm == ridge"),
  ),
  dimensionNeverApplies: error<{ readonly name: string; readonly reason: string }>(
    "ML3706",
    ({ name, reason }) => `\`${name}\` is never tried: ${reason}.`,
    example(
      "Each dimension must apply to something.",
      "algorithm in [random_forest]\nlearning_rate in 0.1..0.3 if algorithm == gradient_boosting",
    ),
    () => "Correct the condition, or remove the line.",
  ),
  gridTooLarge: error<{ readonly count: number }>(
    "ML3707",
    ({ count }) => `The grid has ${count} points, each trained once a fold.`,
    example("A grid grows with the product of its dimensions.", "strategy = grid(20)\nspace { … five dimensions … }"),
    () => "Use `random(trials: 50)`, fewer dimensions or fewer points.",
  ),
  initialTrials: error<{ readonly initial: number; readonly trials: number }>(
    "ML3708",
    ({ initial, trials }) => `${initial} random draws of ${trials} trials leave nothing for the surrogate.`,
    example("A Bayesian search goes on after its random draws.", "strategy = bayesian(trials: 10, initial: 10)"),
    () => "Give more trials, or fewer initial ones.",
  ),
  emptySpace: error<{ readonly search: string }>(
    "ML3709",
    ({ search }) => `The search \`${search}\` has an empty space.`,
    example("A search needs something to vary.", "search s {\n  strategy = random(20)\n  optimise = auc\n}"),
    () => "Add `space { trees in 50..400 }`.",
  ),
  searchAlgorithm: error<{ readonly search: string }>(
    "ML3710",
    ({ search }) => `The search \`${search}\` does not say of which algorithm.`,
    example("Without `algorithm`, the dimensions must be those of gradient_boosting.", "space { alpha in 0.1..10 }"),
    () => "Add `algorithm in [ridge]` to its space.",
  ),
  noTask: error<{ readonly algorithm: string; readonly task: string; readonly model: string }>(
    "ML3711",
    ({ algorithm, task, model }) =>
      `The search tries \`${algorithm}\`, which cannot do ${task}: the task of \`${model}\`.`,
    example(
      "Every algorithm of a search must do the model's task.",
      "algorithm in [linear_regression]   # predict = churned",
    ),
    () => "Remove it from the space, or give the model a search of its own.",
  ),
  halvingPrunes: error<object>(
    "ML3846",
    () => "A halving stops trials by itself; `prune` would have nothing to do.",
    example(
      "Successive halving measures on few rows first, and goes on with the best: that is its way to stop the others.",
      "strategy = halving(81)\nprune = median(after: 10)",
    ),
    () => "Remove `prune`.",
  ),
  spaceSmallerThanTrials: warning<{ readonly search: string; readonly trials: number; readonly count: number }>(
    "ML3847",
    ({ search, trials, count }) =>
      `The space of \`${search}\` has ${count} ${count === 1 ? "combination" : "combinations"}, fewer than ${trials} trials.`,
    example(
      "No combination is tried twice: the search ends when all were tried.",
      "strategy = random(50)\nspace { max_depth in 2..10 }",
    ),
    () => "Ask for fewer, widen the space, or use `grid()`.",
  ),
};

/** 38xx: ensembles, targets, deployments and secrets. */
const deploymentCodes = {
  portTaken: error<{ readonly port: number; readonly first: string; readonly second: string; readonly host: string }>(
    "ML3801",
    ({ port, first, second, host }) => `\`${first}\` and \`${second}\` would both answer on port ${port} of ${host}.`,
    example(
      "A port of a host answers for one deployment.",
      "deploy a { … through = [staging] }\ndeploy b { … through = [staging] }",
    ),
    () => "Give one of them a target with another port.",
  ),
  productionFirst: error<{ readonly target: string }>(
    "ML3802",
    ({ target }) => `\`${target}\` is reached first: nothing is tried before production.`,
    example("A new version is proved on another target first.", "through = [production]"),
    ({ target }) => `Write \`through = [staging, ${target}]\`.`,
  ),
  targetRepeated: error<{ readonly target: string }>(
    "ML3803",
    ({ target }) => `\`${target}\` stands twice in \`through\`.`,
    example("A version passes each target once.", "through = [staging, staging]"),
    () => "Remove one of the two.",
  ),
  approveElsewhere: error<{ readonly target: string }>(
    "ML3804",
    ({ target }) => `\`${target}\` waits for approval, but is not among the targets in \`through\`.`,
    example("Only a target on the way can wait.", "through = [staging]\napprove = [production]"),
    ({ target }) => `Add \`${target}\` to \`through\`, or remove it from \`approve\`.`,
  ),
  unknownCheck: error<UnknownName>(
    "ML3805",
    ({ name }) => `Unknown check \`${name}\`.`,
    example("Deployments are checked by known measurements.", "checks { lod(rate: 200/s): p95 < 20ms }"),
    meant,
  ),
  checkWithoutCondition: error<{ readonly check: string }>(
    "ML3806",
    ({ check }) => `\`${check}\` says nothing that must hold.`,
    example("A check measures and compares.", "checks { load(rate: 200/s) }"),
    ({ check }) => `Write \`${check}(…): CONDITION\`.`,
  ),
  literalSecret: error<{ readonly what: string; readonly name: string }>(
    "ML3807",
    ({ what }) => `\`${what}\` is written out: whoever reads the repository can use it.`,
    example(
      "An address to post to is as good as a password.",
      'channel team { webhook = "https://hooks.example/T0/B0" }',
    ),
    ({ name }) => `Put it into the environment and write \`secret("${name}")\`.`,
  ),
  misplacedSecret: error<{ readonly what: string }>(
    "ML3808",
    ({ what }) => `A secret cannot stand in \`${what}\`: it would be written into plans, state or images.`,
    example("Secrets are references until the moment of use.", 'source = csv(secret("PATH"))'),
    () => "Only `webhook` and `server` of a channel take a secret.",
  ),
  ensembleDisagrees: error<{ readonly first: string; readonly second: string; readonly what: string }>(
    "ML3809",
    ({ first, second, what }) => `\`${first}\` and \`${second}\` differ in ${what}: they cannot answer as one.`,
    example("Members predict one column for the same rows.", "members = [churn, revenue]"),
    () => "Choose members with one `predict`, and one `from` or transforms that keep and part the same rows.",
  ),
  ensembleSize: error<{ readonly ensemble: string }>(
    "ML3810",
    ({ ensemble }) => `The ensemble \`${ensemble}\` needs two different members at least.`,
    example("One model is no ensemble.", "members = [churn]"),
  ),
  memberRepeated: error<{ readonly member: string }>(
    "ML3831",
    ({ member }) => `The model \`${member}\` is a member already.`,
    example("A member is named once; `weights` say how much it counts.", "members = [churn, churn, churn_linear]"),
    () => "Leave it out here.",
  ),
  memberFolds: error<{ readonly first: string; readonly second: string }>(
    "ML3832",
    ({ first, second }) =>
      `\`${first}\` and \`${second}\` are validated on different folds: what they say there cannot be weighed or learned from together.`,
    example(
      "Members are weighed by predictions of rows that they had not seen, and so need the same folds.",
      "model churn { … validate = cross_validation(5) }\nmodel churn_linear { … validate = holdout(20%) }",
    ),
    () => "Give the members the same `validate`.",
  ),
  memberCosts: error<{ readonly ensemble: string; readonly member: string }>(
    "ML3833",
    ({ ensemble }) => `\`cost\` is asked for, but no member of \`${ensemble}\` says what a wrong prediction costs.`,
    example("The costs of an ensemble are those of the first member that has some.", "weights = by(cost)"),
    ({ member }) => `Write \`costs { … }\` in \`${member}\`.`,
  ),
};

/** 39xx: monitors, alerts and drift. */
const watchingCodes = {
  alertWithoutMonitor: error<{ readonly alert: string }>(
    "ML3901",
    ({ alert }) => `The alert \`${alert}\` has no windows to look at: there is no monitor.`,
    example("An alert looks at a monitor's windows.", "alert slow { when = latency.p95 > 50ms }"),
    () => "Add a `monitor`.",
  ),
  alertMonitorUnsaid: error<{ readonly alert: string; readonly monitors: readonly string[] }>(
    "ML3902",
    ({ alert, monitors }) =>
      `The alert \`${alert}\` does not say which monitor it looks at: there are ${named(monitors)}.`,
    example("With several monitors an alert names one.", "alert slow { when = latency.p95 > 50ms }"),
    ({ monitors }) => `Write \`monitor = ${monitors[0] ?? "NAME"}\`.`,
  ),
  liveWithoutLabels: error<{ readonly figure: string; readonly monitor: string }>(
    "ML3903",
    ({ figure, monitor }) => `\`${figure}\` is never known: the monitor \`${monitor}\` has no \`labels\`.`,
    example(
      "Live metrics need to know what really happened.",
      "monitor m { watch = api }\nalert a { when = live.auc < 0.7 }",
    ),
    () => "Write `labels = TABLE on KEY` in the monitor.",
  ),
  unmeasuredMetric: error<{ readonly metric: string; readonly model: string }>(
    "ML3904",
    ({ metric, model }) => `\`test.${metric}\` is never known: \`${model}\` does not measure \`${metric}\`.`,
    example("Only the model's metrics are measured.", "metrics = [f1]\n…\nwhen = live.auc < test.auc - 0.05"),
    ({ metric }) => `Add \`${metric}\` to the model's \`metrics\`.`,
  ),
  shorterThanWindow: warning<{ readonly found: string; readonly window: string }>(
    "ML3905",
    ({ found, window }) =>
      `\`for ${found}\` is shorter than the monitor's window of ${window}: one window already decides.`,
    example(
      "Drift and live metrics are figures of a whole window. Those of the service (`latency`, `requests` …) are counted all the time.",
      "window = 1h\n…\nwhen = drift.auc > 0.7 for 10m",
    ),
    ({ window }) => `Write \`for ${window}\` or longer.`,
  ),
  labelsLackTarget: error<{ readonly table: string; readonly column: string }>(
    "ML3906",
    ({ table, column }) => `\`${table}\` has no column \`${column}\`, which the watched model predicts.`,
    example(
      "Labels say what really happened, under the name of what is predicted.",
      "labels = customers on customer_id",
    ),
    ({ column }) => `Name a table with \`${column}\`.`,
  ),
  driftColumn: error<{ readonly column: string; readonly table: string }>(
    "ML3907",
    ({ column, table }) => `\`${column}\` is not in the sample of \`${table}\`: it cannot be compared.`,
    example("A column is compared only where both samples have it.", "features = [consumption, hour]"),
    () => "Remove it from `features`, or derive it in both tables.",
  ),
  driftKinds: error<{ readonly column: string; readonly left: string; readonly right: string }>(
    "ML3908",
    ({ column, left, right }) => `\`${column}\` is ${left} in the reference, but ${right} in the current sample.`,
    example("Only values of one kind can be compared.", "reference = old\ncurrent = new"),
    () => "Turn one into the type of the other with `cast`.",
  ),
  sameSample: warning<Record<string, never>>(
    "ML3909",
    () => "Both samples are the same rows: no detector can tell them apart.",
    example("Two samples must differ.", "reference = load\ncurrent = load"),
    () => "Give one of them another condition.",
  ),
  noDriftFeatures: error<{ readonly drift: string }>(
    "ML3910",
    ({ drift }) => `The drift \`${drift}\` has no column that both samples share.`,
    example("Something must be compared.", "features = all except load"),
    () => "Name the columns in `features`.",
  ),
};

/** 3940 – 3943: what an alert and a channel say of telling. */
const tellingCodes = {
  emailServer: error<{ readonly channel: string }>(
    "ML3940",
    ({ channel }) => `The channel \`${channel}\` does not say which server sends its e-mail.`,
    example("A letter needs somebody who takes it.", 'channel team { email = "team@example.com" }'),
    () => 'Write `server = secret("SMTP_URL")` and put `smtp://user:password@host:587` into the environment.',
  ),
  commandLine: error<{ readonly line: string; readonly problem: string }>(
    "ML3941",
    ({ line, problem }) => `\`${line}\` ${problem}.`,
    example("A command is a program and its arguments.", 'channel pager { command = "cat | page" }'),
    () => "Put the line into a script and name that, or quote the sign.",
  ),
  channelUnread: warning<{ readonly attribute: string; readonly reader: string }>(
    "ML3942",
    ({ attribute, reader }) => `\`${attribute}\` means something beside \`${reader}\` only.`,
    example("Each way of telling reads its own attributes.", 'channel pager { command = "page"  format = slack }'),
    ({ attribute }) => `Remove \`${attribute}\`.`,
  ),
  untilOverlaps: warning<{ readonly until: string; readonly when: string }>(
    "ML3943",
    ({ until, when }) => `\`${until}\` can hold together with \`${when}\`: the alert would end and begin anew at once.`,
    example(
      "What ends an incident lies on the other side of what begins it.",
      "alert drifted { when = drift.auc > 0.75  until = drift.auc < 0.8 }",
    ),
    () => "Move the bound to the other side, or remove `until`.",
  ),
};

/** 35xx – 39xx: models, searches, deployments, monitors. */
export const modelCodes = {
  ...learningCodes,
  ...measuringCodes,
  ...searchCodes,
  ...deploymentCodes,
  ...watchingCodes,
  ...tellingCodes,
};
