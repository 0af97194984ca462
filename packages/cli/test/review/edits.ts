/** One edit of the project beside this file; what `mlopsc diff` says of it stands in `expected/NAME.txt`. */
export interface Edit {
  readonly name: string;
  /** Found once in all files together, and replaced. */
  readonly replace: readonly (readonly [found: string, by: string])[];
  /** Name of the rule that must find it. */
  readonly risk?: string;
}

const edit = (name: string, found: string, by: string): Edit => ({ name, replace: [[found, by]] });
const risky = (risk: string, name: string, found: string, by: string): Edit => ({ ...edit(name, found, by), risk });

/** Other words for the same: nothing is told. */
export const sameMeaning: readonly Edit[] = [
  edit("comment", "  impute age", "  # the median bears outliers\n  impute age"),
  edit("trailing comment", "clip spend by iqr(1.5)", "clip spend by iqr(1.5)  # Tukey"),
  edit("blank lines", "  key    = customer_id", "\n\n  key = customer_id\n"),
  edit("one line", "project churn {\n  description", "project churn {  description"),
  edit("thousands", "1_000", "1000"),
  edit("share as a number", "missing(age) < 5%", "missing(age) < 0.05"),
  edit("duration in another unit", "hold: 10m", "hold: 600s"),
  edit("rate in another unit", "rate: 200/s", "rate: 12000/m"),
  edit("size in another unit", "memory = 512MB", "memory = 512_000_000B"),
  edit("number in another form", "1e-9", "0.000000001"),
  edit("default said", "platform = docker()                             port", "platform = docker() replicas = 1 port"),
  edit("default left out", "reference = train", ""),
  edit("default of a parameter left out", "parity(sample: 500)", "parity()"),
  edit("parameters in another order", "canary(share: 10%, hold: 10m)", "canary(hold: 10m, share: 10%)"),
  edit("positional parameter named", "random(20)", "random(trials: 20)"),
  edit("default hyper-parameter said", "baseline = logistic_regression", "baseline = logistic_regression(penalty: l2)"),
  edit("gate the other way round", "auc >= 0.82", "0.82 <= auc"),
  edit("gates joined", "auc >= 0.82\n    auc >= baseline", "auc >= 0.82 and auc >= baseline"),
  edit("alert solved otherwise", "live.auc < test.auc - 0.05", "test.auc - live.auc > 0.05"),
  edit("condition in parentheses", "when = drift.auc > 0.75 for", "when = (drift.auc > 0.75) for"),
  edit("channels in another order", "[team, desk]", "[desk, team]"),
  edit("list of one", "approve = [production]", "approve = production"),
  edit("name in backticks", "impute age,", "impute `age`,"),
  {
    name: "blocks in another order",
    replace: [
      ['channel team { webhook = secret("TEAM_WEBHOOK_URL")  format = slack }\n', ""],
      ["target staging ", 'channel team { webhook = secret("TEAM_WEBHOOK_URL")  format = slack }\n\ntarget staging '],
    ],
  },
];

/** What differs and is no risk. */
export const changes: readonly Edit[] = [
  edit("description", "Which customers will leave in the next 90 days?", "Who leaves?"),
  edit("documentation", "## CRM extract, one row per customer.", "## One row per customer, every night."),
  edit("impute", "with median", "with mean"),
  edit("step added", "  scale numeric", "  derive rich = spend > 100\n  scale numeric"),
  edit("step that nothing needs", "  drop phone", "  derive doubled = spend * 2\n  drop phone"),
  edit(
    "steps swapped",
    "  clip spend by iqr(1.5)\n  encode segment with one_hot",
    "  encode segment with one_hot\n  clip spend by iqr(1.5)",
  ),
  edit("hyper-parameter", "trees: 30", "trees: 60"),
  edit(
    "features",
    "features   = [age, spend, days_since]\n  algorithm",
    "features   = [spend, days_since]\n  algorithm",
  ),
  edit("search space", "trees          in 50..400", "trees          in 50..800"),
  edit("gate tightened", "auc >= 0.82", "auc >= 0.85"),
  edit("gate added", "gate { auc >= 0.7 }", "gate {\n    auc >= 0.7\n    gap(auc) < 0.1\n  }"),
  edit("alert tightened", "drift.auc > 0.75 for 2h", "drift.auc > 0.7 for 1h"),
  edit("alert added", "alert slow ", "alert silent { when = requests < 1/m for 15m }\nalert slow "),
  edit("port", "port = 8081", "port = 8083"),
  edit("test part larger", "test 20%", "test 30%"),
  edit("expectation tightened", "rows >= 1_000", "rows >= 2_000"),
  edit("level removed", '["individual", "professional"]', '["individual"]'),
  edit("column added", "    churned      bool", "    churned      bool\n    region       category?"),
  edit("parameter", 'param data : text = "data"', 'param data : text = "lake"'),
  edit("metric added", "metrics  = [auc, log_loss, cost]", "metrics  = [auc, log_loss, cost, f1]"),
  edit(
    "model added",
    "ensemble blend",
    "model third {\n  from = features\n  predict = churned\n  features = [age, spend]\n  algorithm = decision_tree\n}\n\nensemble blend",
  ),
  edit(
    "ensemble removed",
    "ensemble blend {\n  members = [churn, simple]\n  weights = mean\n  gate { auc >= baseline.auc }\n}\n",
    "",
  ),
  {
    name: "gate and pipeline",
    replace: [
      ["with median", "with mean"],
      ["auc >= 0.82", "auc >= 0.83"],
    ],
  },
  edit("algorithm instead of a search", "  search   = boosting", "  algorithm = decision_tree"),
  {
    name: "model renamed",
    replace: [
      ["model simple ", "model plain "],
      ["[churn, simple]", "[churn, plain]"],
    ],
  },
  {
    name: "target renamed",
    replace: [
      ["target staging ", "target rehearsal "],
      ["[staging, pilot", "[rehearsal, pilot"],
    ],
  },
  {
    name: "column renamed in the data",
    replace: [
      ["    spend        number?", "    spent        number?"],
      ["    spend >= 0", "    spent >= 0"],
      ["  from customers\n", "  from customers\n  rename spend = spent\n"],
    ],
  },
];

/** What a reviewer should not miss. */
export const risks: readonly Edit[] = [
  risky("personal-mark-removed", "pii removed", "email        text      pii", "email        text"),
  risky("anonymising-removed", "anonymise removed", "  anonymise email with pseudonym\n", ""),
  risky("filter-edited", "filter", 'filter segment == "individual"', "filter spend > 0"),
  risky("filter-edited", "unfiltered", '  filter segment == "individual"\n', ""),
  {
    name: "personal feature",
    risk: "personal-feature",
    replace: [
      ["  drop phone, signup", "  drop signup"],
      ["features   = [age, spend, days_since]", "features   = [age, spend, days_since, phone]"],
    ],
  },
  risky(
    "command-changed",
    "alert runs a program",
    "notify = team  then = retrain(churn)",
    'notify = team  then = run("sh mend.sh")',
  ),
  risky("test-part-weakened", "test part smaller", "test 20%", "test 10%"),
  risky("test-part-weakened", "split made random", "split test 20% stratify churned", "split test 20%"),
  risky("seed-changed", "seed", "seed        = 42", "seed        = 43"),
  risky("horizon-shortened", "horizon shorter", "horizon  = 7d", "horizon  = 1d"),
  risky("horizon-shortened", "horizon removed", "  horizon  = 7d\n", ""),
  risky("gate-loosened", "gate loosened", "auc >= 0.82", "auc >= 0.8"),
  risky("gate-loosened", "gate open at its end", "auc >= 0.7 ", "auc >= 0.69999 "),
  risky("gate-loosened", "gate against the baseline loosened", "baseline.auc + 0.05", "baseline.auc + 0.01"),
  risky("gate-loosened", "gate removed", "    gap(auc) < 0.05\n", ""),
  risky("gate-loosened", "gate of an ensemble removed", "  gate { auc >= baseline.auc }\n", ""),
  risky("slices-dropped", "slices dropped", "  slices    = [segment]\n", ""),
  risky("baseline-weakened", "baseline weakened", "baseline = logistic_regression", "baseline = dummy"),
  risky("costs-changed", "costs", "miss        = 10", "miss        = 2"),
  risky("decisions-changed", "threshold", "threshold = best(cost)", "threshold = 0.3"),
  risky("decisions-changed", "calibration removed", "  calibrate  = isotonic\n", ""),
  risky("direction-dropped", "direction dropped", "  increasing = days_since\n", ""),
  risky(
    "validation-weakened",
    "fewer folds",
    "cross_validation(5, stratify: churned)",
    "cross_validation(3, stratify: churned)",
  ),
  risky("validation-weakened", "holdout", "cross_validation(5, stratify: churned)", "holdout(20%, stratify: churned)"),
  risky("expectation-loosened", "expectation removed", "    spend >= 0\n", ""),
  risky("expectation-loosened", "expectation loosened", "rows >= 1_000", "rows >= 100"),
  risky("expectation-loosened", "expectation only warns", "missing(age) < 5%", "missing(age) < 5%  else warn"),
  risky("expectation-loosened", "range wider", "in 18..120", "in 0..120"),
  risky(
    "expectation-loosened",
    "level added",
    '["individual", "professional"]',
    '["individual", "professional", "public"]',
  ),
  risky("expectation-loosened", "may be missing", "segment      category", "segment      category?"),
  risky(
    "alert-removed",
    "alert removed",
    "alert slow    { when = latency.p95 > 50ms for 5m   notify = [team, desk] }\n",
    "",
  ),
  risky("alert-loosened", "alert later", "drift.auc > 0.75 for 2h", "drift.auc > 0.75 for 4h"),
  risky("alert-loosened", "alert higher", "latency.p95 > 50ms", "latency.p95 > 80ms"),
  risky(
    "alert-loosened",
    "alert with another condition",
    "live.auc < test.auc - 0.05",
    "live.auc < test.auc - 0.05 and errors > 1%",
  ),
  risky("alert-muted", "severity lowered", "severity = critical", "severity = info"),
  risky("alert-muted", "fewer are told", "notify = [team, desk]", "notify = team"),
  risky("alert-muted", "nothing is done", "  then = rollback(churn_api)", ""),
  risky("monitor-weakened", "window longer", "window    = 1h", "window    = 2h"),
  risky("monitor-weakened", "reference", "reference = train", "reference = test"),
  risky("channel-redirected", "channel", "desk@example.org", "nobody@example.org"),
  risky("way-shortened", "target skipped", "through = [staging, pilot, production]", "through = [staging, production]"),
  risky("way-shortened", "nobody approves", "  approve = [production]\n", ""),
  risky("check-loosened", "check removed", "    parity(sample: 500): difference <= 1e-9\n", ""),
  risky("check-loosened", "check loosened", "p95 < 20ms", "p95 < 100ms"),
  risky("check-loosened", "check with fewer rows", "sample: 500", "sample: 5"),
  risky("rollout-bolder", "canary larger", "share: 10%", "share: 50%"),
  risky("rollout-bolder", "canary shorter", "hold: 10m", "hold: 1m"),
  risky("rollout-bolder", "no canary", "  rollout = canary(share: 10%, hold: 10m)\n", ""),
  risky("served-model-changed", "another model served", "  model   = churn\n", "  model   = blend\n"),
  risky("target-weakened", "fewer replicas", "replicas = 2", "replicas = 1"),
  risky("target-weakened", "another host", "10.0.0.5", "10.0.0.6"),
];
