import { seededRandom } from "@mlopsc/learn";

/** A small project of 160 rows, and what of it each case spoils. */
export interface BadInput {
  readonly name: string;
  /** Spoils the rows: cells by column, in the order of the columns. */
  readonly row?: (row: Cells, at: number) => Cells;
  readonly rows?: number;
  readonly header?: string;
  /** Exchanges parts of the spec. */
  readonly spec?: readonly (readonly [from: string, to: string])[];
}

export type Cells = Readonly<Record<string, string>>;

export const spec = `project bad {
  seed = 1
}

dataset visits {
  source = csv("visits.csv")
  schema {
    visitor  id
    pages    int?
    minutes  number?
    region   category?
    bought   bool
    day      date
    amount   number?
  }
}

transform prepared {
  from visits
  drop amount, day
  split test 25%
}

model buys {
  from      = prepared
  predict   = bought
  features  = all except visitor
  algorithm = gradient_boosting(trees: 5)
  validate  = cross_validation(folds: 3)
  metrics   = [auc, log_loss]
  baseline  = dummy
}
`;

const byDay: readonly (readonly [string, string])[] = [
  ["drop amount, day", "drop amount"],
  ["split test 25%", "split test 25% by time day"],
  ["except visitor", "except visitor, day"],
];

const amounts: readonly (readonly [string, string])[] = [
  ["drop amount, day", "drop bought, day"],
  ["predict   = bought", "predict   = amount"],
  ["metrics   = [auc, log_loss]", "metrics   = [rmse, r2]"],
];

export function visitsCsv({ rows = 160, row = (cells) => cells, header }: BadInput): string {
  const random = seededRandom(5, "visits");
  const lines = Array.from({ length: rows }, (_, at) => {
    const [pages, minutes] = [random.integer(12), random.integer(400) / 4];
    const month = String(1 + (Math.floor(at / 28) % 12)).padStart(2, "0");
    const cells: Cells = {
      visitor: `v${at}`,
      pages: String(pages),
      minutes: String(minutes),
      region: ["north", "south", "east"][random.integer(3)]!,
      bought: String(pages + random.integer(10) > 9),
      day: `2024-${month}-${String(1 + (at % 28)).padStart(2, "0")}`,
      amount: String(10 * pages + random.integer(50)),
    };
    return Object.values(row(cells, at)).join(",");
  });
  return `${header ?? "visitor,pages,minutes,region,bought,day,amount"}\n${lines.map((line) => `${line}\n`).join("")}`;
}

export const specOf = ({ spec: changes = [] }: BadInput): string =>
  changes.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`the spec has no "${from}"`);
    return text.replace(from, to);
  }, spec);

export const badInputs: readonly BadInput[] = [
  { name: "nothing-bad" },
  { name: "constant-column", row: (row) => ({ ...row, pages: "3", region: "north" }) },
  { name: "one-class", row: (row) => ({ ...row, bought: "false" }) },
  { name: "one-class-in-training", row: (row, at) => ({ ...row, bought: String(at >= 120) }), spec: [...byDay] },
  { name: "one-class-in-a-fold", row: (row, at) => ({ ...row, bought: String(at === 5 || at === 6) }) },
  {
    name: "one-class-in-test",
    row: (row, at) => ({ ...row, bought: String(at < 120 && at % 3 === 0) }),
    spec: [...byDay],
  },
  {
    name: "more-folds-than-rows-of-a-class",
    row: (row, at) => ({ ...row, bought: String(at % 50 === 0) }),
    spec: [["folds: 3", "folds: 5, stratify: bought"]],
  },
  { name: "all-missing-column", row: (row) => ({ ...row, pages: "" }) },
  {
    name: "all-missing-imputed",
    row: (row) => ({ ...row, pages: "" }),
    spec: [["split test 25%", "split test 25%\n  impute pages with median"]],
  },
  {
    name: "infinite-values",
    row: (row, at) => ({
      ...row,
      minutes: at === 7 ? "inf" : at === 9 ? "-Infinity" : at === 11 ? "nan" : row["minutes"]!,
    }),
  },
  { name: "infinite-whole-number", row: (row, at) => ({ ...row, pages: at === 7 ? "Infinity" : row["pages"]! }) },
  {
    name: "infinite-required",
    row: (row, at) => ({ ...row, minutes: at === 7 ? "inf" : row["minutes"]! }),
    spec: [["minutes  number?", "minutes  number"]],
  },
  { name: "many-categories", rows: 3000, row: (row, at) => ({ ...row, region: `r${at % 1000}` }) },
  {
    name: "many-categories-one-hot",
    rows: 3000,
    row: (row, at) => ({ ...row, region: `r${at % 1500}` }),
    spec: [["split test 25%", "split test 25%\n  encode region with one_hot"]],
  },
  {
    name: "counts-below-zero",
    row: (row, at) => ({ ...row, amount: String(at - 20) }),
    spec: [...amounts, ["trees: 5", "trees: 5, loss: poisson"]],
  },
  {
    name: "too-large-to-scale",
    row: (row, at) => ({ ...row, minutes: at % 2 === 0 ? "1e308" : "-1e308" }),
    spec: [["split test 25%", "split test 25%\n  impute pages, minutes with median\n  scale numeric with standard"]],
  },
  {
    name: "too-large-to-predict",
    row: (row, at) => ({ ...row, amount: at % 2 === 0 ? "1e300" : "-3e299" }),
    spec: amounts,
  },
  {
    name: "too-small-to-measure",
    row: (row) => ({ ...row, amount: `${row["amount"]}e-310` }),
    spec: amounts,
  },
  { name: "ten-rows", rows: 10 },
  { name: "two-rows", rows: 2 },
  { name: "folds-of-one-row", rows: 5, spec: amounts },
  {
    name: "class-for-each-row",
    row: (row, at) => ({ ...row, region: `r${at}` }),
    spec: [
      ["predict   = bought", "predict   = region"],
      ["metrics   = [auc, log_loss]", "metrics   = [accuracy]"],
    ],
  },
  { name: "no-rows-in-file", rows: 0 },
  { name: "no-rows-after-filter", spec: [["drop amount, day", "filter pages > 100\n  drop amount, day"]] },
  {
    name: "missing-target",
    row: (row, at) => ({ ...row, bought: at % 10 === 0 ? "" : row["bought"]! }),
    spec: [["bought   bool", "bought   bool?"]],
  },
  {
    name: "repeated-header",
    header: "visitor,pages,pages,region,bought,day,amount",
    spec: [["    minutes  number?\n", ""]],
  },
  {
    name: "beyond-exact-integers",
    row: (row, at) => ({ ...row, pages: at === 4 ? "9007199254740993" : row["pages"]! }),
  },
  {
    name: "class-only-in-test",
    row: (row, at) => ({ ...row, region: at >= 130 ? "west" : row["region"]! }),
    spec: [...byDay, ["predict   = bought", "predict   = region"], ["[auc, log_loss]", "[accuracy, f1, log_loss]"]],
  },
  {
    name: "category-only-in-test",
    row: (row, at) => ({ ...row, region: at >= 130 ? "west" : row["region"]! }),
    spec: [...byDay],
  },
  { name: "constant-number-to-predict", row: (row) => ({ ...row, amount: "5" }), spec: amounts },
  {
    name: "perfect-predictor",
    row: (row, at) => ({ ...row, minutes: String(row["bought"] === "true" ? 10 + at : -at) }),
  },
  {
    name: "perfect-predictor-of-a-number",
    row: (row) => ({ ...row, minutes: String(Number(row["amount"]) * 3 + 1) }),
    spec: amounts,
  },
  { name: "row-number-as-feature", row: (row, at) => ({ ...row, pages: String(at + 1000) }) },
  {
    name: "id-as-feature",
    spec: [
      ["visitor  id", "visitor  category"],
      ["except visitor", "except minutes"],
    ],
  },
  {
    name: "strange-texts",
    row: (row, at) => ({
      ...row,
      region: ["\u202eno\u0301rth", "so\u0000uth", "\u{1f30d}", '"a\nb"', "\ufeffx", "\u001b[31mred"][at % 6]!,
    }),
  },
  { name: "nul-in-a-number", row: (row, at) => ({ ...row, pages: at === 40 ? "3\0" : row["pages"]! }) },
  { name: "nul-in-the-header", header: "visitor,pages,minutes,reg\0ion,bought,day,amount" },
  { name: "strange-number", row: (row, at) => ({ ...row, pages: at === 3 ? "\u001b[2J\u202e12" : row["pages"]! }) },
  {
    name: "gate-does-not-hold",
    spec: [["baseline  = dummy", "baseline  = dummy\n  gate {\n    auc >= 0.5\n    log_loss < 0.01\n  }"]],
  },
  {
    name: "rows-put-aside",
    spec: [
      [
        "amount   number?\n  }",
        "amount   number?\n  }\n  expect {\n    rows >= 10\n    pages < 11 else drop\n    missing(pages) > 5% else warn\n  }",
      ],
    ],
  },
  { name: "expectation-fails", spec: [["pages    int?", "pages    int   in 0..5"]] },
];
