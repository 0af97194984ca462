import { defaultDetectorText } from "./default-detector.ts";
import { expectationActions } from "./place-words.ts";

/** What may stand right of `name =`, or in a call's parentheses. */
export type ValueKind =
  | { readonly kind: "int" | "number" | "percent" | "duration" | "bytes" | "rate" | "bool" | "date" | "name" }
  | { readonly kind: "text"; readonly holds?: TextContent }
  /** A text, or a list of them. */
  | { readonly kind: "texts"; readonly holds?: TextContent }
  /** A block of one of these kinds, by name. */
  | {
      readonly kind: "reference";
      readonly to: readonly string[];
      readonly many?: true;
      /** Their order means something. */
      readonly ordered?: true;
    }
  /** Columns of the block's input: `age, spend`, `all`, `all except id`, a list. */
  | {
      readonly kind: "columns";
      readonly many?: true;
      /** Of the table as it is split, rather than as it is after all steps. */
      readonly of?: "split";
    }
  /** A bare word or a call, each with its entry. */
  | { readonly kind: "choice"; readonly options: Readonly<Record<string, CallEntry>>; readonly many?: true }
  /** A key of the algorithm or metric table, with parameters. */
  | { readonly kind: "algorithm" }
  | { readonly kind: "metric"; readonly many?: true }
  /** A value of one of these kinds, told apart by how it is written. */
  | { readonly kind: "either"; readonly of: readonly ValueKind[] }
  /** A comparison over the names of a scope. */
  | { readonly kind: "condition"; readonly scope: "alert" | "load" | "parity" | "gate" }
  /** `secret("NAME")` or text. */
  | { readonly kind: "secret" }
  /** A table and a condition on its rows: `load where at in 2019-04-01..2019-04-30`. */
  | { readonly kind: "sample" };

/** What a text is for: a file or folder of the project, or a command line that may name some. */
export type TextContent = "path" | "command line";

export interface CallEntry {
  readonly parameters: Readonly<Record<string, ParameterEntry>>;
  readonly documentation: string;
}

export interface ParameterEntry {
  readonly value: ValueKind;
  readonly required?: true;
  /** May be given without its name, in the order of the table. */
  readonly positional?: true;
  /** As it would be written. */
  readonly default?: string;
  readonly documentation: string;
}

export interface AttributeEntry {
  readonly value: ValueKind;
  readonly required?: true;
  readonly default?: string;
  /** Only held against by checks: no result follows from it. */
  readonly checkedOnly?: true;
  /** Words that may follow the value: `on`, `for`. */
  readonly clauses?: Readonly<Record<string, { readonly value: ValueKind; readonly documentation: string }>>;
  readonly documentation: string;
}

export interface BlockEntry {
  readonly attributes: Readonly<Record<string, AttributeEntry>>;
  readonly sections: Readonly<Record<string, SectionEntry>>;
  /** `steps`: lines are transform steps. */
  readonly body: "attributes" | "steps" | "parameter";
  /** The attributes of which exactly one is wanted. */
  readonly oneOf?: readonly (readonly string[])[];
  readonly documentation: string;
  readonly example: string;
}

export interface SectionEntry {
  readonly lines: "fields" | "conditions" | "checks" | "dimensions" | "amounts";
  /** What conditions are about. */
  readonly scope?: "expectation" | "gate";
  /** Words that may follow a line, each with the words that may follow it. */
  readonly clauses?: Readonly<
    Record<string, { readonly words: Readonly<Record<string, string>>; readonly documentation: string }>
  >;
  readonly documentation: string;
}

const text = { kind: "text" } as const;
const int = { kind: "int" } as const;
const percent = { kind: "percent" } as const;
const duration = { kind: "duration" } as const;
const bool = { kind: "bool" } as const;
const columns = { kind: "columns", many: true } as const;
const column = { kind: "columns" } as const;
const splitColumn = { kind: "columns", of: "split" } as const;
const to = (...kinds: string[]): ValueKind => ({ kind: "reference", to: kinds });
const word = (documentation: string): CallEntry => ({ parameters: {}, documentation });
const commandLine = { kind: "text", holds: "command line" } as const;
const path: ParameterEntry = {
  value: { kind: "text", holds: "path" },
  required: true,
  positional: true,
  documentation: "Path from the project's folder, or a URL; `*` and `**` are globs; .gz and .zst are read as they are.",
};

/** How rows are dealt to folds: at most one of `stratify`, `group` and `time`. */
const foldColumns: Readonly<Record<string, ParameterEntry>> = {
  stratify: { value: splitColumn, documentation: "Keeps the shares of this column's values in each part." },
  group: { value: splitColumn, documentation: "Keeps rows with the same value together." },
  time: { value: splitColumn, documentation: "Trains on the past and validates on what comes after." },
};

export const sources: Readonly<Record<string, CallEntry>> = {
  csv: {
    parameters: {
      path,
      delimiter: { value: text, documentation: "Between fields; found out when not said." },
      encoding: { value: text, default: '"utf-8"', documentation: "utf-8, latin-1 or utf-16." },
      header: { value: bool, default: "true", documentation: "Whether the first line holds names." },
      quote: { value: text, default: '"\\""', documentation: "The quotation mark." },
      decimal: { value: text, default: '"."', documentation: "The decimal mark." },
      missing: { value: text, default: '""', documentation: "The text that stands for a missing value." },
    },
    documentation: "Comma- or otherwise separated text.",
  },
  parquet: { parameters: { path }, documentation: "Parquet files." },
  json: { parameters: { path }, documentation: "A JSON array of records, or one record a line." },
};

export const detectors: Readonly<Record<string, CallEntry>> = {
  classifier: {
    parameters: {
      algorithm: {
        value: { kind: "algorithm" },
        positional: true,
        default: defaultDetectorText,
        documentation: "What tries to tell the samples apart.",
      },
      test: { value: percent, default: "20%", documentation: "The share held out; `20% by day` holds out whole days." },
    },
    documentation:
      "Trains a classifier to tell the samples apart: its AUC on rows held out says how different they are, its importances say where.",
  },
};

export const monitorWindows: Readonly<Record<string, CallEntry>> = {
  requests: {
    parameters: {
      count: { value: { kind: "int" }, positional: true, required: true, documentation: "How many; 30 at least." },
    },
    documentation: "A window ends when so many requests have come.",
  },
};

export const calibrations: Readonly<Record<string, CallEntry>> = {
  isotonic: word("A rising line of any form; needs many rows, a thousand or more."),
  platt: word("A sigmoid of two numbers; does with few rows."),
};

export const thresholds: Readonly<Record<string, CallEntry>> = {
  best: {
    parameters: {
      metric: { value: { kind: "metric" }, positional: true, required: true, documentation: "What is made best." },
    },
    documentation: "What is best by a metric, on training rows that the learner had not seen.",
  },
};

const thresholdValue: ValueKind = { kind: "either", of: [{ kind: "number" }, { kind: "choice", options: thresholds }] };

/** Every kind of block, with its attributes and sections. */
export const blocks = {
  project: {
    body: "attributes",
    attributes: {
      description: { value: text, documentation: "What the project is for, in a sentence." },
      seed: { value: int, default: "0", documentation: "The one seed of everything that draws at random." },
    },
    sections: {},
    documentation: "The project: one block in one of its files.",
    example: 'project churn {\n  description = "Which customers will leave?"\n  seed = 42\n}',
  },
  param: {
    body: "parameter",
    attributes: {},
    sections: {},
    documentation:
      'A value given from outside: `mlopsc apply --param data=/mnt/lake`. Used as `"{data}/file.csv"` or by name.',
    example: 'param data : text = "data"',
  },
  dataset: {
    body: "attributes",
    attributes: {
      source: {
        value: { kind: "choice", options: sources },
        required: true,
        documentation: "Where the rows come from.",
      },
      key: { value: columns, documentation: "The columns that name a row." },
    },
    sections: {
      schema: {
        lines: "fields",
        documentation:
          "The columns: name, type, `?` where a value may be missing, what it may be. Inferred when not given.",
      },
      expect: {
        lines: "conditions",
        scope: "expectation",
        clauses: {
          else: {
            words: expectationActions,
            documentation: "What follows where it does not hold; `fail` when not said.",
          },
        },
        documentation: "What must hold of the data; `else warn` only tells, `else drop` puts the rows aside.",
      },
    },
    documentation: "Rows taken in from files, checked, versioned and profiled.",
    example:
      'dataset customers {\n  source = csv("data/customers.csv")\n  key = customer_id\n  schema {\n    customer_id id\n    age int? in 18..120\n  }\n}',
  },
  transform: {
    body: "steps",
    attributes: {},
    sections: {},
    documentation: "Steps from tables to a table. What stands below `split` learns from the training part only.",
    example: "transform features {\n  from customers\n  split test 20%\n  impute age with median\n}",
  },
  search: {
    body: "attributes",
    attributes: {
      strategy: {
        value: {
          kind: "choice",
          options: {
            grid: {
              parameters: {
                points: { value: int, positional: true, default: "5", documentation: "Points along a range." },
              },
              documentation: "Every combination.",
            },
            random: {
              parameters: { trials: { value: int, required: true, positional: true, documentation: "How many." } },
              documentation: "Independent draws.",
            },
            bayesian: {
              parameters: {
                trials: { value: int, required: true, positional: true, documentation: "How many in all." },
                initial: { value: int, default: "10", documentation: "Random draws before the surrogate takes over." },
                surrogate: {
                  value: {
                    kind: "choice",
                    options: {
                      gaussian_process: word("Best wherever it was measured, also with options and conditions."),
                      random_forest: word("Trees: steps and thresholds."),
                    },
                  },
                  default: "gaussian_process",
                  documentation: "What models the results so far.",
                },
              },
              documentation: "Tries what a surrogate of the results so far promises most of.",
            },
            halving: {
              parameters: {
                trials: { value: int, required: true, positional: true, documentation: "How many begin." },
                factor: {
                  value: int,
                  default: "3",
                  documentation: "One of so many goes on, and learns from so many times the rows.",
                },
              },
              documentation:
                "Many random draws on a share of the training rows; the best go on, on more of them, up to all (successive halving).",
            },
          },
        },
        required: true,
        documentation: "How the next trial is chosen.",
      },
      optimise: {
        value: { kind: "metric" },
        required: true,
        documentation: "The metric whose mean over the folds is made best.",
      },
      budget: {
        value: duration,
        documentation: "No trial starts that is not expected to end within it; what was found until then counts.",
      },
      prune: {
        value: {
          kind: "choice",
          options: {
            median: {
              parameters: { after: { value: int, default: "10", documentation: "Trials to finish first." } },
              documentation: "Stops a trial that is worse than the median so far.",
            },
          },
        },
        documentation: "Stops hopeless trials early.",
      },
    },
    sections: {
      space: {
        lines: "dimensions",
        clauses: {
          if: { words: {}, documentation: "Where it only applies to some: `if algorithm == gradient_boosting`." },
        },
        documentation: "What may vary: `trees in 50..800`, `if` where it only applies to some.",
      },
    },
    documentation: "A space of hyper-parameters and how to look through it.",
    example: "search boosting {\n  strategy = random(20)\n  optimise = auc\n  space {\n    trees in 50..400\n  }\n}",
  },
  model: {
    body: "attributes",
    attributes: {
      from: { value: to("transform"), required: true, documentation: "The transform with the split." },
      predict: {
        value: column,
        required: true,
        documentation: "The column to predict: bool or category to classify, a number for regression.",
      },
      features: {
        value: columns,
        default: "all",
        documentation: "The columns to learn from, after all steps. Never the predicted one or the key.",
      },
      weights: {
        value: column,
        documentation:
          "A column that says how much each training row counts: 0 or more, never missing, and no feature.",
      },
      increasing: {
        value: columns,
        documentation:
          "Features that predictions rise with, or stay: the higher the column, never the lower the answer.",
      },
      decreasing: { value: columns, documentation: "Features that predictions fall with, or stay." },
      algorithm: { value: { kind: "algorithm" }, documentation: "The learner and its parameters." },
      search: { value: to("search"), documentation: "Or: the search that chooses it." },
      validate: {
        value: {
          kind: "choice",
          options: {
            cross_validation: {
              parameters: {
                folds: { value: int, positional: true, default: "5", documentation: "Number of folds." },
                ...foldColumns,
              },
              documentation: "Each fold validates what the others trained.",
            },
            holdout: {
              parameters: {
                share: {
                  value: percent,
                  positional: true,
                  default: "20%",
                  documentation: "Share of the training part.",
                },
                ...foldColumns,
              },
              documentation: "One part of the training rows validates.",
            },
          },
        },
        default: "cross_validation(5)",
        documentation: "How candidates are compared, inside the training part.",
      },
      metrics: {
        value: { kind: "metric", many: true },
        documentation: "What is measured; the task's usual ones when not said.",
      },
      baseline: { value: { kind: "algorithm" }, default: "dummy", documentation: "The simple learner to beat." },
      calibrate: {
        value: { kind: "choice", options: calibrations },
        documentation: "Makes probabilities come true: learned from training rows that the learner had not seen.",
      },
      threshold: {
        value: thresholdValue,
        default: "0.5",
        documentation: "Of two classes the second is predicted above this probability.",
      },
      slices: {
        value: { kind: "columns", many: true, of: "split" },
        documentation: "Columns by which the test rows are parted: each part is measured on its own.",
      },
      learning_curve: {
        value: { kind: "either", of: [bool, int] },
        default: "false",
        documentation: "Measures with fewer training rows too; a number says how many times.",
      },
      horizon: {
        value: duration,
        checkedOnly: true,
        documentation: "How far ahead it predicts: no lag may be shorter.",
      },
      cadence: {
        value: duration,
        checkedOnly: true,
        documentation: "How far apart the rows are: with it, lags are held to the horizon.",
      },
    },
    oneOf: [["algorithm", "search"]],
    sections: {
      gate: {
        lines: "conditions",
        scope: "gate",
        documentation: "What must hold on the held-out test part before the model is registered.",
      },
      costs: {
        lines: "amounts",
        documentation:
          "What wrong predictions cost, for the metric `cost`: `miss` and `false_alarm`; of more classes `gold = taken_for(tin: 5)` for each, and `other`, and the class is predicted that is expected to cost least.",
      },
    },
    documentation: "A learner trained on a transform's training part, measured once on its test part.",
    example:
      "model churn {\n  from = features\n  predict = churned\n  algorithm = gradient_boosting(trees: 300)\n  gate { auc >= 0.8 }\n}",
  },
  ensemble: {
    body: "attributes",
    attributes: {
      members: {
        value: { kind: "reference", to: ["model"], many: true },
        required: true,
        documentation: "Models of one target and one transform.",
      },
      weights: {
        value: {
          kind: "choice",
          options: {
            mean: word("The plain mean."),
            by: {
              parameters: {
                metric: {
                  value: { kind: "metric" },
                  positional: true,
                  required: true,
                  documentation: "The validation metric that weighs.",
                },
              },
              documentation:
                "Weighted by a validation metric: in proportion to it, or to its inverse where lower is better.",
            },
            stacking: {
              parameters: {
                algorithm: {
                  value: { kind: "algorithm" },
                  positional: true,
                  required: true,
                  documentation: "The learner over the members.",
                },
              },
              documentation: "A learner over out-of-fold predictions.",
            },
          },
        },
        default: "mean",
        documentation: "How members are combined.",
      },
      threshold: {
        value: thresholdValue,
        default: "0.5",
        documentation: "Of two classes the second is predicted above this probability; the members' own do not count.",
      },
      metrics: {
        value: { kind: "metric", many: true },
        documentation: "What is measured; what its members measure when not said.",
      },
    },
    sections: {
      gate: {
        lines: "conditions",
        scope: "gate",
        documentation: "What must hold on the held-out test part; its `baseline` is the best member.",
      },
    },
    documentation: "Several models that answer as one.",
    example:
      "ensemble blend {\n  members = [churn, churn_linear]\n  weights = by(auc)\n  gate { auc >= baseline.auc }\n}",
  },
  target: {
    body: "attributes",
    attributes: {
      platform: {
        value: {
          kind: "choice",
          options: {
            docker: {
              parameters: {
                host: { value: text, documentation: "`unix:///…` or `tcp://…`; the local engine when not said." },
                registry: {
                  value: text,
                  documentation: "Where images are pushed to: `registry.example.org/team`. Absent: nowhere.",
                },
              },
              documentation: "A Docker Engine.",
            },
            process: word("Processes on this machine."),
          },
        },
        required: true,
        documentation: "What runs the containers.",
      },
      port: { value: int, required: true, documentation: "The port that answers, 1..65535." },
      replicas: { value: int, default: "1", documentation: "How many at once." },
      memory: { value: { kind: "bytes" }, documentation: "The most memory of one." },
    },
    sections: {},
    documentation: "A place to deploy to.",
    example: "target staging { platform = docker() port = 8081 }",
  },
  deploy: {
    body: "attributes",
    attributes: {
      model: { value: to("model", "ensemble"), required: true, documentation: "What is served." },
      base: { value: text, default: '"node:24-slim"', documentation: "The base image." },
      through: {
        value: { kind: "reference", to: ["target"], many: true, ordered: true },
        required: true,
        documentation: "Targets in order; the last is production.",
      },
      rollout: {
        value: {
          kind: "choice",
          options: {
            recreate: word("Stops the old, starts the new."),
            blue_green: word("Starts the new beside the old, then switches."),
            canary: {
              parameters: {
                share: { value: percent, default: "10%", documentation: "Of the requests, at first." },
                hold: { value: duration, default: "10m", documentation: "How long before the rest follows." },
              },
              documentation: "Gives the new one a share first.",
            },
          },
        },
        default: "recreate",
        documentation: "How the new version takes over.",
      },
      api_key: {
        value: { kind: "secret" },
        documentation:
          'What clients must send, as `authorization: Bearer …` or `x-api-key`: `secret("NAME")`, known to the servers alone.',
      },
      approve: {
        value: { kind: "reference", to: ["target"], many: true },
        documentation: "Targets that wait for `mlopsc promote`.",
      },
    },
    sections: {
      checks: { lines: "checks", documentation: "What must hold on one target before the next is touched." },
    },
    documentation: "A model on its way through targets.",
    example: "deploy churn_api {\n  model = churn\n  through = [staging, production]\n}",
  },
  monitor: {
    body: "attributes",
    attributes: {
      watch: { value: to("deploy"), required: true, documentation: "The deployment." },
      reference: {
        value: { kind: "choice", options: { train: word("The training part."), test: word("The test part.") } },
        default: "train",
        documentation: "What live data are compared with.",
      },
      window: {
        value: { kind: "either", of: [duration, { kind: "choice", options: monitorWindows }] },
        default: "1h",
        documentation: "A length of time; or so many requests, `requests(1000)`, however long they take.",
      },
      labels: {
        value: to("dataset", "transform"),
        clauses: { on: { value: columns, documentation: "The key that joins labels to requests." } },
        documentation: "What really happened, when it becomes known.",
      },
      detector: {
        value: { kind: "choice", options: detectors },
        default: "classifier()",
        documentation: "How drift of many columns is found.",
      },
    },
    sections: {},
    documentation: "Watches a deployment: requests, latency, data, drift, live metrics.",
    example: "monitor churn_live {\n  watch = churn_api\n  window = 1h\n}",
  },
  alert: {
    body: "attributes",
    attributes: {
      when: {
        value: { kind: "condition", scope: "alert" },
        required: true,
        clauses: { for: { value: duration, documentation: "How long it must hold." } },
        documentation: "The condition.",
      },
      until: {
        value: { kind: "condition", scope: "alert" },
        clauses: {
          for: { value: duration, documentation: "How long it must hold; as long as `when`, when not said." },
        },
        documentation: "What ends an incident; the opposite of `when`, when not said.",
      },
      cooldown: {
        value: duration,
        documentation:
          "For so long after an incident a new one is not told of, unless it still lasts then; the monitor's window when not said.",
      },
      repeat: {
        value: duration,
        documentation: "How often an incident that lasts is told of again; once, when not said.",
      },
      severity: {
        value: {
          kind: "choice",
          options: { info: word("To know."), warning: word("To look at."), critical: word("To act on now.") },
        },
        default: "warning",
        documentation: "How bad it is.",
      },
      notify: { value: { kind: "reference", to: ["channel"], many: true }, documentation: "Who is told." },
      then: {
        value: {
          kind: "choice",
          options: {
            retrain: {
              parameters: {
                model: { value: to("model", "ensemble"), positional: true, required: true, documentation: "Which." },
                at_most: {
                  value: { kind: "rate" },
                  documentation: "How often, `2/d`; as often as asked, when not said.",
                },
                budget: {
                  value: duration,
                  documentation: "How long all of it may take in 24 hours; any time, when not said.",
                },
              },
              documentation: "Trains it anew, and brings it to its targets where it is better.",
            },
            rollback: {
              parameters: {
                deploy: { value: to("deploy"), positional: true, required: true, documentation: "Which." },
              },
              documentation: "Back to the version before.",
            },
            run: {
              parameters: {
                command: { value: commandLine, positional: true, required: true, documentation: "The command line." },
              },
              documentation: "Runs a command.",
            },
          },
        },
        documentation: "What is done about it.",
      },
      monitor: { value: to("monitor"), documentation: "Whose windows; the project's only monitor when not said." },
    },
    sections: {},
    documentation: "A condition on a monitor's windows, and what follows.",
    example: "alert drifted { when = drift.auc > 0.75 for 2h  severity = critical }",
  },
  channel: {
    body: "attributes",
    attributes: {
      webhook: { value: { kind: "secret" }, documentation: "The address to post to." },
      email: { value: text, documentation: "The address to write to." },
      command: {
        value: commandLine,
        documentation: "The command to run, with the alert as JSON on its standard input.",
      },
      server: {
        value: { kind: "secret" },
        documentation: "Of an e-mail: `smtp://user:password@host:587`, or `smtps://…`.",
      },
      from: { value: text, documentation: "Of an e-mail: its sender; the address written to, when not said." },
      environment: {
        value: { kind: "texts" },
        documentation: 'Of a command: the environment variables that it is given, `["PAGER_TOKEN"]`.',
      },
      format: {
        value: {
          kind: "choice",
          options: {
            json: word("Plain JSON."),
            slack: word("Slack's blocks."),
            alertmanager: word("Alertmanager's API."),
          },
        },
        default: "json",
        documentation: "Of a webhook: the shape of what is posted.",
      },
    },
    oneOf: [["webhook", "email", "command"]],
    sections: {},
    documentation: "Where alerts go.",
    example: 'channel team { webhook = secret("TEAM_WEBHOOK_URL")  format = slack }',
  },
  drift: {
    body: "attributes",
    attributes: {
      reference: { value: { kind: "sample" }, required: true, documentation: "The rows that are the norm." },
      current: { value: { kind: "sample" }, required: true, documentation: "The rows to compare." },
      features: { value: columns, default: "all", documentation: "The columns that are compared." },
      detector: { value: { kind: "choice", options: detectors }, default: "classifier()", documentation: "How." },
    },
    sections: {},
    documentation: "A comparison of two samples, run by `apply`, drawn in the report.",
    example:
      "drift covid {\n  reference = load where at in 2019-04-01..2019-04-30\n  current = load where at in 2020-04-01..2020-04-30\n  features = [consumption, hour]\n}",
  },
} as const satisfies Record<string, BlockEntry>;

export type BlockKind = keyof typeof blocks;
export const isBlockKind = (name: string): name is BlockKind => Object.hasOwn(blocks, name);
export const blockEntry = (kind: BlockKind): BlockEntry => blocks[kind];
