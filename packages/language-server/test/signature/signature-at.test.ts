import { describe, expect, it } from "vitest";
import { signatureAt } from "../../src/signature/signature-at.ts";
import { markedProject } from "../marked-project.ts";

/** The signature with what stands at the cursor in brackets; "" where there is none. */
function drawn(text: string): string {
  const { snapshot, cursors } = markedProject(text);
  const found = signatureAt(snapshot, cursors[0]!);
  if (found === null) return "";
  const { label, parameters, active } = found;
  const part = active === null ? undefined : parameters[active];
  if (part === undefined) return label;
  const [start, end] = part.label;
  return `${label.slice(0, start)}[${label.slice(start, end)}]${label.slice(end)}`;
}

const places: readonly (readonly [line: string, signature: string])[] = [
  ["transform t {\n  derive x = round(<|>)\n}", "round([x: number], digits?: int): number"],
  ["transform t {\n  derive x = round(a, <|>\n}", "round(x: number, [digits?: int]): number"],
  ["transform t {\n  derive x = round(a, 2, <|>\n}", "round(x: number, digits?: int): number"],
  ["transform t {\n  derive x = least(a, b, c, <|>)\n}", "least(x: number, [others: number…]): same"],
  ["transform t {\n  derive x = if(missing(<|>), 1, 2)\n}", "missing([x: any]): bool"],
  ["transform t {\n  derive x = if(missing(a), <|>\n}", "if(condition: bool, [then: any], else: same): same"],
  ["transform t {\n  aggregate by id: n = sum(<|>)\n}", "sum([column])"],
  ["transform t {\n  impute age with knn(<|>)\n}", "knn([neighbours: 5])"],
  [
    'dataset d {\n  source = csv("<|>")\n}',
    'csv([path], delimiter?: text, encoding: "utf-8", header: true, quote: "\\"", decimal: ".", missing: "")',
  ],
  [
    'dataset d {\n  source = csv("a", header: <|>)\n}',
    'csv(path, delimiter?: text, encoding: "utf-8", [header: true], quote: "\\"", decimal: ".", missing: "")',
  ],
  ["dataset d {\n  expect {\n    missing(<|>) < 5%\n  }\n}", "missing([column])"],
  ["model m {\n  algorithm = knn(<|>\n  metrics = [auc]\n}", "knn(neighbours: 5, weights: uniform, …"],
  ["model m {\n  gate {\n    gap(<|>) < 0.1\n  }\n}", "gap([metric])"],
  [
    "search s {\n  strategy = bayesian(20, initial: <|>)\n}",
    "bayesian(trials, [initial: 10], surrogate: gaussian_process)",
  ],
  ["deploy d {\n  checks {\n    load(rate: 2/s, for: <|>)\n  }\n}", "load(rate: rate, [for: 30s])"],
  ["monitor m {\n  window = requests(<|>)\n}", "requests([count])"],
  ["monitor m {\n  detector = classifier(random_forest(trees: <|>))\n}", "random_forest([trees: 100], …"],
  ["model m {\n  from = <|>\n}", ""],
];

describe("the signature of what is called", () => {
  it.each(places)("%j", (text, signature) => {
    if (signature.endsWith("…")) expect(drawn(text).startsWith(signature.slice(0, -1))).toBe(true);
    else expect(drawn(text)).toBe(signature);
  });

  it("explains the parameters", () => {
    const { snapshot, cursors } = markedProject("monitor m {\n  window = requests(<|>)\n}");
    const found = signatureAt(snapshot, cursors[0]!);
    expect(found?.parameters.map(({ documentation }) => documentation)).toEqual([
      "How many; 30 at least.\n\nRequired.",
    ]);
  });
});
