import type { CallEntry } from "./blocks.ts";

/** Where a step runs, and so where it may stand: see `docs/language/index.md`. */
export type Stage = "relational" | "row" | "split" | "fitted";

/** What stands right after the verb. */
export type OperandKind = "none" | "table" | "columns" | "sortKeys" | "assignments" | "expression" | "amount" | "text";

/** What stands right of the `=` of an assignment. */
export type AssignedKind = "expression" | "aggregate" | "column" | "type";

export interface StepEntry {
  readonly stage: Stage;
  readonly operands: OperandKind;
  /** Of `assignments`. */
  readonly assigns?: AssignedKind;
  readonly clauses: Readonly<Record<string, ClauseEntry>>;
  /** The columns that come out, said in words. */
  readonly gives: string;
  readonly documentation: string;
  readonly example: string;
}

export interface ClauseEntry {
  readonly operands:
    | "columns"
    | "column"
    | "sortKeys"
    | "numbers"
    | "number"
    | "type"
    | "assignments"
    | "onKeys"
    | "method"
    | "word";
  /** Of `assignments`. */
  readonly assigns?: AssignedKind;
  /** For `method`: the words and calls that may stand there. */
  readonly methods?: Readonly<Record<string, CallEntry>>;
  readonly required?: true;
  /** A word that must follow: `by time at`. */
  readonly second?: string;
  readonly documentation: string;
}

const word = (documentation: string): CallEntry => ({ parameters: {}, documentation });
const int = { kind: "int" } as const;
const number = { kind: "number" } as const;
const percent = { kind: "percent" } as const;
const order: ClauseEntry = {
  operands: "sortKeys",
  required: true,
  documentation: "The order of the rows; `-at` is descending.",
};
const group: ClauseEntry = { operands: "columns", documentation: "Starts anew for each value of these columns." };
const on: ClauseEntry = {
  operands: "onKeys",
  documentation: "The columns that must be equal; `left_name == right_name` where names differ.",
};
const outlierMethods: Readonly<Record<string, CallEntry>> = {
  iqr: {
    parameters: {
      factor: { value: number, positional: true, default: "1.5", documentation: "Times the interquartile range." },
    },
    documentation: "Outside the quartiles by a multiple of their distance.",
  },
  z_score: {
    parameters: { factor: { value: number, positional: true, default: "3", documentation: "Standard deviations." } },
    documentation: "Far from the mean, in standard deviations.",
  },
  isolation_forest: {
    parameters: {
      contamination: {
        value: percent,
        positional: true,
        default: "1%",
        documentation: "The share of rows taken for outliers.",
      },
    },
    documentation: "Easily told apart by random cuts (Liu 2008).",
  },
};

/** Every verb of a transform. */
export const steps = {
  from: {
    stage: "relational",
    operands: "table",
    clauses: {},
    gives: "the table's columns",
    documentation: "The table to start with: a dataset or a transform without a split. The first step.",
    example: "from customers",
  },
  join: {
    stage: "relational",
    operands: "table",
    clauses: { on },
    gives: "its columns, then the other table's without the keys",
    documentation:
      "Left join: every row stays; what has no match is missing. Without `on`: the other table must have one row.",
    example: "join spend on customer_id",
  },
  "inner join": {
    stage: "relational",
    operands: "table",
    clauses: { on: { ...on, required: true } },
    gives: "as join",
    documentation: "Join that drops the rows without a match.",
    example: "inner join spend on customer_id",
  },
  aggregate: {
    stage: "relational",
    operands: "assignments",
    assigns: "aggregate",
    clauses: {
      by: { operands: "columns", documentation: "One row for each value of these; one row in all when not said." },
    },
    gives: "the `by` columns, then the assigned ones",
    documentation: "sum, mean, min, max, count, count_distinct, median, stddev, first, last, mode.",
    example: "aggregate by customer_id: spend = sum(amount), last = max(bought_at)",
  },
  union: {
    stage: "relational",
    operands: "table",
    clauses: {},
    gives: "the columns of both",
    documentation: "The rows of both tables; columns are matched by name.",
    example: "union older",
  },
  dedupe: {
    stage: "relational",
    operands: "none",
    clauses: {
      by: { operands: "columns", documentation: "The key; whole rows when not said." },
      order: { ...order, documentation: "Which row is kept: the first in this order." },
    },
    gives: "the same columns",
    documentation: "Keeps one row of each key.",
    example: "dedupe by customer_id order -bought_at",
  },
  sort: {
    stage: "relational",
    operands: "sortKeys",
    clauses: {},
    gives: "the same columns",
    documentation: "Orders the rows; `-at` is descending.",
    example: "sort at, -amount",
  },
  sample: {
    stage: "relational",
    operands: "amount",
    clauses: {},
    gives: "the same columns",
    documentation: "A share (`10%`) or a number of rows, drawn with the project's seed.",
    example: "sample 10%",
  },
  lag: {
    stage: "relational",
    operands: "columns",
    clauses: {
      by: {
        operands: "numbers",
        required: true,
        documentation:
          "How many rows back, or how long (`1d`, of a row at exactly that time); several give several columns.",
      },
      order,
      group,
    },
    gives: "NAME_lag_N for each",
    documentation: "The value so many rows before, or so long before: then gaps and double rows do not shift it.",
    example: "lag load by 1d, 7d order at",
  },
  rolling: {
    stage: "relational",
    operands: "assignments",
    assigns: "aggregate",
    clauses: {
      over: {
        operands: "number",
        required: true,
        documentation: "How many rows, all before this one; or how long a time, up to this row's own.",
      },
      order,
      group,
    },
    gives: "the assigned columns",
    documentation: "An aggregate over the rows just before this one.",
    example: "rolling load_day = mean(load) over 1d order at",
  },
  decompose: {
    stage: "relational",
    operands: "columns",
    clauses: { period: { operands: "number", required: true, documentation: "Rows in a season." }, order },
    gives: "NAME_trend, NAME_season, NAME_rest",
    documentation: "Classical additive decomposition, for exploring: it looks ahead.",
    example: "decompose load period 48 order at",
  },
  sql: {
    stage: "relational",
    operands: "text",
    clauses: {
      gives: {
        operands: "assignments",
        assigns: "type",
        required: true,
        documentation: "The columns that come out: `gives id = id, total = number`.",
      },
    },
    gives: "what `gives` says",
    documentation: "A DuckDB query over `this`, the table so far.",
    example: 'sql """select id, sum(amount) as total from this group by id""" gives id = id, total = number',
  },
  "clean names": {
    stage: "row",
    operands: "none",
    clauses: {},
    gives: "the same columns in snake_case",
    documentation: 'Names without capitals, accents, spaces and signs: " Âge " → age.',
    example: "clean names",
  },
  rename: {
    stage: "row",
    operands: "assignments",
    assigns: "column",
    clauses: {},
    gives: "the same columns under new names",
    documentation: "New name = old name.",
    example: "rename age = `Age (years)`",
  },
  cast: {
    stage: "row",
    operands: "columns",
    clauses: { as: { operands: "type", required: true, documentation: "The new type." } },
    gives: "the same columns",
    documentation: "Turns columns into another type; what does not fit is missing.",
    example: "cast zip_code as category",
  },
  filter: {
    stage: "row",
    operands: "expression",
    clauses: {},
    gives: "the same columns",
    documentation:
      "Keeps the rows for which the condition is true. Below the last relational step it also says what is out of scope when serving.",
    example: 'filter segment == "individual"',
  },
  derive: {
    stage: "row",
    operands: "assignments",
    assigns: "expression",
    clauses: {},
    gives: "one column more",
    documentation: "A column from an expression.",
    example: "derive log_spend = log1p(spend)",
  },
  drop: {
    stage: "row",
    operands: "columns",
    clauses: {},
    gives: "the columns that are left",
    documentation: "Leaves columns out.",
    example: "drop email, signup",
  },
  select: {
    stage: "row",
    operands: "columns",
    clauses: {},
    gives: "these columns, in this order",
    documentation: "Keeps only these columns.",
    example: "select age, spend, churned",
  },
  anonymise: {
    stage: "row",
    operands: "columns",
    clauses: {
      with: {
        operands: "method",
        methods: { pseudonym: word("A name made from the SHA-256 of the value.") },
        documentation: "How; pseudonym when not said.",
      },
    },
    gives: "the same columns, no longer personal",
    documentation: "Replaces personal data.",
    example: "anonymise email with pseudonym",
  },
  "split test": {
    stage: "split",
    operands: "amount",
    clauses: {
      stratify: { operands: "column", documentation: "Keeps the shares of this column's values in both parts." },
      by: {
        operands: "column",
        second: "time",
        documentation:
          "`by time at`: the latest rows are the test part; `14d` instead of a share: those of the last 14 days.",
      },
      group: { operands: "column", documentation: "Keeps rows with the same value on one side." },
    },
    gives: "the same columns",
    documentation: "Puts a share of the rows aside for the one test at the end. Everything below learns from the rest.",
    example: "split test 20% stratify churned",
  },
  impute: {
    stage: "fitted",
    operands: "columns",
    clauses: {
      with: {
        operands: "method",
        required: true,
        methods: {
          mean: word("The training mean."),
          median: word("The training median."),
          mode: word("The most frequent training value."),
          constant: {
            parameters: {
              value: { value: number, positional: true, required: true, documentation: "A number or text." },
            },
            documentation: "Always this.",
          },
          knn: {
            parameters: { neighbours: { value: int, positional: true, default: "5", documentation: "How many." } },
            documentation: "The mean of the nearest training rows.",
          },
          model: word("A linear model of the other numeric columns."),
        },
        documentation: "What goes in.",
      },
    },
    gives: "the same columns, none missing",
    documentation: "Fills missing values.",
    example: "impute age, spend with median",
  },
  clip: {
    stage: "fitted",
    operands: "columns",
    clauses: {
      by: {
        operands: "method",
        required: true,
        methods: { iqr: outlierMethods["iqr"] as CallEntry, z_score: outlierMethods["z_score"] as CallEntry },
        documentation: "What is too far.",
      },
    },
    gives: "the same columns",
    documentation: "Brings outliers to the nearest bound.",
    example: "clip spend by iqr(1.5)",
  },
  "drop outliers": {
    stage: "fitted",
    operands: "columns",
    clauses: {
      by: { operands: "method", required: true, methods: outlierMethods, documentation: "What is an outlier." },
    },
    gives: "the same columns",
    documentation: "Leaves outlying rows out of training; served requests pass.",
    example: "drop outliers spend by isolation_forest(1%)",
  },
  encode: {
    stage: "fitted",
    operands: "columns",
    clauses: {
      with: {
        operands: "method",
        required: true,
        methods: {
          one_hot: {
            parameters: {
              limit: { value: int, default: "50", documentation: "The most levels with a column of their own." },
            },
            documentation: "A 0/1 column a level: NAME=LEVEL.",
          },
          ordinal: word("The level's rank in the training part."),
          target: {
            parameters: {
              smoothing: { value: number, default: "10", documentation: "Weight of the overall mean, in rows." },
            },
            documentation: "The smoothed mean of the target, made out of fold.",
          },
          hashing: {
            parameters: {
              buckets: { value: int, positional: true, default: "16", documentation: "Number of columns." },
            },
            documentation: "A 0/1 column a hash bucket.",
          },
          cyclic: {
            parameters: {
              period: {
                value: number,
                positional: true,
                required: true,
                documentation: "After how much it comes round.",
              },
            },
            documentation: "Of a number, NAME_sin and NAME_cos: 23 hours are as near to 0 as 1.",
          },
        },
        documentation: "How.",
      },
    },
    gives: "numbers in place of the columns",
    documentation: "Turns categories into numbers, and numbers that come round into places on a circle.",
    example: "encode segment with one_hot",
  },
  scale: {
    stage: "fitted",
    operands: "columns",
    clauses: {
      with: {
        operands: "method",
        required: true,
        methods: {
          standard: word("Mean 0, standard deviation 1."),
          min_max: word("From 0 to 1."),
          robust: word("Median 0, interquartile range 1."),
        },
        documentation: "How.",
      },
    },
    gives: "the same columns",
    documentation: "Brings numbers to one scale; `numeric` means all of them but the predicted one and keys.",
    example: "scale numeric with standard",
  },
  bin: {
    stage: "fitted",
    operands: "columns",
    clauses: {
      with: {
        operands: "method",
        required: true,
        methods: {
          quantile: {
            parameters: { count: { value: int, positional: true, default: "10", documentation: "Number of bins." } },
            documentation: "Equally many rows in each.",
          },
          uniform: {
            parameters: { count: { value: int, positional: true, default: "10", documentation: "Number of bins." } },
            documentation: "Equal widths.",
          },
        },
        documentation: "How.",
      },
    },
    gives: "the same columns, as bin numbers from 0",
    documentation: "Replaces numbers by the number of their bin.",
    example: "bin age with quantile(10)",
  },
  pca: {
    stage: "fitted",
    operands: "columns",
    clauses: { to: { operands: "number", required: true, documentation: "Number of components." } },
    gives: "pca_1 … pca_N in place of the columns",
    documentation: "Principal components of standardised columns.",
    example: "pca numeric to 5",
  },
  "select features": {
    stage: "fitted",
    operands: "none",
    clauses: {
      with: {
        operands: "method",
        required: true,
        methods: {
          lasso: {
            parameters: { alpha: { value: number, positional: true, default: "0.01", documentation: "Strength." } },
            documentation: "Those that a lasso keeps.",
          },
          importance: {
            parameters: { count: { value: int, positional: true, required: true, documentation: "How many." } },
            documentation: "The most important of a forest.",
          },
          k_best: {
            parameters: { count: { value: int, positional: true, required: true, documentation: "How many." } },
            documentation: "The highest F statistics.",
          },
        },
        documentation: "How.",
      },
    },
    gives: "the columns that were chosen",
    documentation: "Keeps the columns that tell most of the target.",
    example: "select features with k_best(10)",
  },
} as const satisfies Record<string, StepEntry>;

export type Verb = keyof typeof steps;
export const isVerb = (name: string): name is Verb => Object.hasOwn(steps, name);
export const stepEntry = (verb: Verb): StepEntry => steps[verb];
