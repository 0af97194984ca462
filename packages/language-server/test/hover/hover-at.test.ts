import { readFileSync } from "node:fs";
import { tokenise } from "@mlopsc/grammar";
import { expect, test } from "vitest";
import { hoverAt } from "../../src/hover/hover-at.ts";
import { markedProject } from "../marked-project.ts";
import { customers, features, hovered } from "./hovered.ts";

const spec = customers + features;

test("a dataset where it is referred to: its documentation, its key, its columns", () => {
  expect(hovered(spec.replace("from customers", "from cust<|>omers"))).toBe(`customers
—
\`\`\`mlops
dataset customers
\`\`\`

CRM extract, one row per customer.

5 columns · key \`customer_id\`

\`\`\`mlops
customer_id  id
age          int? in 18..120
email        text pii
spend        number
churned      bool
\`\`\``);
});

test("a step: how it is written, when it runs, what becomes of the columns", () => {
  expect(hovered(spec.replace("impute", "impu<|>te"))).toBe(`impute
—
\`\`\`mlops
impute columns with method
\`\`\`

Fills missing values.

*fitted* – learned on training rows only, inside each fold too; applied with what was learned.

as in \`impute age, spend with median\`

5 columns

\`\`\`diff
! age: int? in 18..120 → int in 18..120
\`\`\``);
  expect(hovered(spec.replace("drop email", "dr<|>op email"))).toContain(
    "5 → 4 columns\n\n```diff\n- email: text pii\n```",
  );
});

test("a column as it stands at that step, and where it comes from, as a link", () => {
  expect(hovered(spec.replace("impute age", "impute <|>age"))).toBe(`age
—
\`\`\`mlops
age: int? in 18..120
\`\`\`

from dataset \`customers\`, [line 7](file:///project/main.mlops#L7)`);
  expect(hovered(`${spec}model m {\n  from = features\n  predict = churned\n  features = [<|>rich]\n}\n`)).toContain(
    "rich: bool\n```\n\nby `derive` in transform `features`, [line 16]",
  );
});

test("a part of an expression has its type", () => {
  expect(hovered(spec.replace("spend > 100", "spend <|>> 100"))).toBe(`spend > 100
—
\`\`\`mlops
any > any -> bool
\`\`\`

\`spend > 100\` is \`bool\`

Order, reversed.`);
  const derived = spec.replace("spend > 100", "<|>log1p(spend)");
  expect(hovered(derived)).toContain("`log1p(spend)` is `number?`");
  expect(hovered(derived)).toContain("log1p(x: number) -> number");
});

test("a model: what it predicts, from what, by what", () => {
  const model = `model <|>leaves {
  from      = features
  predict   = churned
  features  = [age, spend]
  algorithm = gradient_boosting(trees: 20)
  metrics   = [auc]
}
`;
  expect(hovered(spec + model)).toBe(`leaves
—
\`\`\`mlops
model leaves
\`\`\`

predicts \`churned\` (binary) · from \`features\` · by \`gradient_boosting(trees: 20)\`

2 features: \`age\`, \`spend\`

measured by \`auc\``);
});

test("a hyper-parameter: its domain and default; where algorithms differ, each one's", () => {
  const model = "model m {\n  algorithm = random_forest(tr<|>ees: 20)\n}\n";
  expect(hovered(model)).toContain("a whole number in 1..100000 · default `100`");
  const search =
    "search s {\n  space {\n    algorithm in [random_forest, gradient_boosting]\n    min_samples_<|>leaf in 1..20\n  }\n}\n";
  expect(hovered(search)).toContain("default `1` of random_forest, `20` of gradient_boosting");
});

test("a parameter in a text, with its value", () => {
  const text = 'param data : text = "data"\ndataset d {\n  source = csv("{da<|>ta}/d.csv")\n}\n';
  expect(hovered(text)).toContain('param data : text = "data"');
});

test("a broken line still tells of the word that it begins with, and the sound lines of all", () => {
  expect(hovered("model m {\n  pre<|>dict = = 3\n}\n")).toContain("The column to predict");
  expect(hovered(`${spec}model m {\n  from = <|>features\n  predict = = 3\n`)).toContain("transform features");
});

test("of what means nothing, nothing", () => {
  expect(hovered("dataset d {\n<|>\n}\n")).toBe("nothing");
  expect(hovered("<|>nonsense\n")).toBe("nothing");
  expect(hovered("modell <|>m {\n  from = x\n}\n")).toBe("nothing");
});

test("every word of a whole project has something to say, but columns that only the data know", () => {
  const text = readFileSync(new URL("../../../../grammar/test/language.mlops", import.meta.url), "utf8");
  const { snapshot } = markedProject(text);
  const words = tokenise(text).filter(({ image }) => /^[\p{L}_]/u.test(image));
  expect(words.length).toBeGreaterThan(200);
  const silent = words.filter(({ startOffset }) => hoverAt(snapshot, startOffset + 1) === null);
  expect(
    silent.map(
      ({ image, startOffset }) => `${text.slice(text.lastIndexOf("\n", startOffset) + 1, startOffset)}→${image}`,
    ),
  ).toEqual([
    "  aggregate by →customer_id",
    "  aggregate by customer_id: spend = sum(→amount",
    "  aggregate by customer_id: spend = sum(amount), last = max(→bought_at",
  ]);
});
