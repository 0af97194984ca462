import { codes } from "@mlopsc/diagnostics";
import { expect, test } from "vitest";
import { checkSpec, languageSpec } from "./language-spec.ts";

// A fault a rule, planted in the language's example. Each is found where it stands, without data, and nothing else is said.
// `found` is the text that the mark stands under; it is looked for in what replaces `from`, unless `elsewhere` says where.

type Fault = readonly [
  rule: string,
  code: keyof typeof codes,
  from: string,
  to: string,
  found: string,
  elsewhere?: "elsewhere",
];

const faults: readonly Fault[] = [
  ["text that cannot be read", "unexpectedText", "seed        = 42", "seed        = 4 2", "2"],
  ["an unknown kind of block", "unknownBlockKind", "search boosting", "serch boosting", "serch"],
  [
    "an unknown attribute",
    "unknownAttribute",
    "  key    = customer_id\n  schema",
    "  kye    = customer_id\n  schema",
    "kye",
  ],
  ["an unknown section", "unknownSection", "  expect {", "  expects {", "expects"],
  ["an unknown step", "unknownVerb", "  filter segment", "  where segment", "where"],
  ["an unknown function", "unknownFunction", "days(today() - last)", "dais(today() - last)", "dais"],
  ["an unknown name", "unknownReference", "join spend on", "join spent on", "spent"],
  [
    "a name taken twice",
    "duplicateDeclaration",
    "target staging",
    "target production {\n  platform = docker()\n  port     = 9000\n}\n\ntarget staging",
    "production",
    "elsewhere",
  ],
  ["a second project", "secondProject", "param data", "project other { }\n\nparam data", "other"],
  ["an unknown column", "unknownColumn", "clip spend by", "clip spent by", "spent"],
  [
    "a column that a step dropped",
    "goneColumn",
    "drop email, signup, last",
    "drop email, signup, last\n  derive x = year(last)",
    "last)",
  ],
  ["a wrong type", "incomparable", 'segment == "individual"', "segment == 3", "segment == 3"],
  ["a value that the column never has", "unknownLevel", '== "individual"', '== "indivdual"', '"indivdual"'],
  ["arithmetic on text", "arithmeticKinds", "log1p(greatest(spend, 0))", "email + 1", "email + 1"],
  ["a missing unit", "missingUnit", "budget   = 30m", "budget   = 30", "30"],
  ["a unit of another sort", "wrongValue", "budget   = 30m", "budget   = 30%", "30%"],
  ["a key that may be missing", "nullableKey", "customer_id  id\n", "customer_id  id?\n", "customer_id\n", "elsewhere"],
  ["an empty range", "emptyRange", "18..120", "120..18", "120..18"],
  [
    "a fitted step before the split",
    "fittedAboveSplit",
    "  split test",
    "  scale age with robust\n  split test",
    "scale",
  ],
  [
    "a relational step below the split",
    "relationalBelowSplit",
    "  clip spend by",
    "  sort age\n  clip spend by",
    "sort",
  ],
  [
    "no split",
    "fittedWithoutSplit",
    "  aggregate by customer_id:",
    "  scale amount with standard\n  aggregate by customer_id:",
    "scale",
  ],
  [
    "the predicted column among the features",
    "targetInFeatures",
    "features = all except customer_id\n  search",
    "features = [age, churned]\n  search",
    "churned",
  ],
  [
    "a feature made from the predicted column",
    "targetLeak",
    "  clip spend by",
    "  derive hint = if(churned, 1, 0)\n  clip spend by",
    "all",
    "elsewhere",
  ],
  [
    "a key among the features",
    "keyInFeatures",
    "features = all except customer_id\n  search",
    "features = [age, customer_id]\n  search",
    "customer_id",
  ],
  [
    "a personal column that reaches the model",
    "personalFeature",
    "drop email, signup, last",
    "cast email as category\n  impute email with mode\n  encode email with ordinal\n  drop signup, last",
    "all",
    "elsewhere",
  ],
  ["text into an algorithm", "featureKind", "drop email, signup, last", "drop email, last", "all", "elsewhere"],
  [
    "missing values into an algorithm",
    "missingFeature",
    "impute age, spend, days_since",
    "impute age, spend",
    "all",
    "elsewhere",
  ],
  [
    "unscaled columns into one that measures distance",
    "unscaledFeatures",
    "  scale numeric with standard\n",
    "",
    "",
    "elsewhere",
  ],
  ["an unknown algorithm", "unknownAlgorithm", "baseline = logistic_regression", "baseline = logistic", "logistic"],
  [
    "an algorithm of another task",
    "algorithmTask",
    "baseline = logistic_regression",
    "baseline = linear_regression",
    "linear_regression",
  ],
  ["a hyper-parameter that the algorithm lacks", "unknownHyperParameter", "(trees: 100)", "(tree: 100)", "tree"],
  ["a hyper-parameter out of its domain", "hyperParameterDomain", "(trees: 100)", "(trees: 0)", "0"],
  ["a search space that leaves a domain", "dimensionDomain", "log(0.01..0.3)", "log(0.01..30)", "0.01..30"],
  ["a logarithm of nothing", "logNonPositive", "log(0.01..0.3)", "log(0..0.3)", "0..0.3"],
  [
    "an empty search space",
    "emptySpace",
    "    algorithm      in [gradient_boosting, random_forest]\n    trees          in 50..800\n    learning_rate  in log(0.01..0.3)   if algorithm == gradient_boosting\n    max_depth      in 2..10\n",
    "",
    "boosting",
    "elsewhere",
  ],
  ["more first trials than trials", "initialTrials", "initial: 10", "initial: 100", "100"],
  ["an unknown metric", "unknownMetric", "optimise = auc", "optimise = acu", "acu"],
  ["a metric that the task lacks", "metricTask", "optimise = auc", "optimise = rmse", "rmse"],
  ["a gate that can never hold", "neverHolds", "auc >= 0.82", "auc >= 1.2", "auc >= 1.2"],
  ["a gate that always holds", "alwaysHolds", "auc >= 0.82", "auc >= 0", "auc >= 0"],
  ["a gate that points the wrong way", "gateDirection", "auc >= 0.82", "auc <= 0.82", "auc <= 0.82"],
  ["a bound without its unit", "missingUnit", "p95 < 20ms", "p95 < 20", "20"],
  ["a check that is none", "unknownCheck", "parity(sample: 500)", "party(sample: 500)", "party"],
  [
    "two targets on one port",
    "portTaken",
    'docker(host: "tcp://10.0.0.5:2376")  port = 8080',
    "docker()  port = 8081",
    "production]",
    "elsewhere",
  ],
  [
    "production with no target before it",
    "productionFirst",
    "through = [staging, production]",
    "through = [production, staging]",
    "production",
  ],
  [
    "an approval for a target that is not on the way",
    "approveElsewhere",
    "approve = [production]",
    "approve = [elsewhere]\n}\n\ntarget elsewhere {\n  platform = docker()\n  port     = 9000",
    "elsewhere",
  ],
  [
    "a secret in the file",
    "literalSecret",
    'secret("TEAM_WEBHOOK_URL")',
    '"https://hooks.example.org/T0/B0/x"',
    '"https://hooks.example.org/T0/B0/x"',
  ],
  [
    "a secret that would be written into the state",
    "misplacedSecret",
    '"Which customers will leave in the next 90 days?"',
    'secret("TOKEN")',
    'secret("TOKEN")',
  ],
  ["an alert on a figure that no one measures", "unknownFigure", "drift.auc > 0.75", "drift.acu > 0.75", "drift.acu"],
  ["an alert that can never fire", "neverHolds", "drift.auc > 0.75", "drift.auc > 1.5", "drift.auc > 1.5"],
  [
    "an alert that fires when all is well",
    "alertDirection",
    "drift.auc > 0.75",
    "drift.auc < 0.75",
    "drift.auc < 0.75",
  ],
  [
    "a live metric without labels",
    "liveWithoutLabels",
    "  labels    = dataset_labels on customer_id    # what really happened, when it becomes known\n",
    "",
    "live.auc",
    "elsewhere",
  ],
  ["a hold shorter than the window", "shorterThanWindow", "0.75 for 2h", "0.75 for 10m", "10m"],
  ["a drift column that is not there", "unknownColumn", "[consumption_mw, day,", "[consumption_mw, dya,", "dya"],
  [
    "two samples that are the same",
    "sameSample",
    "2020-04-01..2020-04-30",
    "2019-04-01..2019-04-30",
    "covid",
    "elsewhere",
  ],
  ["an ensemble of one", "ensembleSize", "[churn, churn_linear]", "[churn]", "[churn]"],
  [
    "tables made from each other",
    "cycle",
    "transform spend {\n  from purchases",
    "transform loop {\n  from spend\n}\n\ntransform spend {\n  from loop",
    "loop",
  ],
  [
    "a block that nothing uses",
    "unusedBlock",
    "channel team",
    "target spare {\n  platform = docker()\n  port     = 9000\n}\n\nchannel team",
    "spare",
  ],
  ["a param that nothing uses", "unusedParameter", "param data", "param spare : int = 1\n\nparam data", "spare"],
];

test("there are many rules", () => {
  expect(new Set(faults.map(([rule]) => rule)).size).toBe(faults.length);
  expect(new Set(faults.map(([, code]) => code)).size).toBeGreaterThan(50);
});

const cases = faults.map(([rule, code, from, to, found, elsewhere]) => ({ rule, code, from, to, found, elsewhere }));

test.each(cases)("$rule: $code", ({ code, from, to, found, elsewhere }) => {
  expect(languageSpec).toContain(from);
  const at = languageSpec.indexOf(from);
  const text = languageSpec.slice(0, at) + to + languageSpec.slice(at + from.length);
  const diagnostics = checkSpec(text);
  // That nothing uses what stood for the fault is true, too.
  const raised = diagnostics.filter((each) => each.code === codes[code].code || each.code !== codes.unusedBlock.code);
  expect([...new Set(raised.map((each) => each.code))]).toEqual([codes[code].code]);
  const { place } = raised[0]!;
  expect(text.slice(place?.span.start, (place?.span.start ?? 0) + found.length)).toBe(found);
  if (elsewhere === undefined) {
    expect(place?.span.start).toBeGreaterThanOrEqual(at);
    expect(place?.span.end).toBeLessThanOrEqual(at + to.length);
  }
});
