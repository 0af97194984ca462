import { expect, test } from "vitest";
import { inlayHints, type WantedHints } from "../../src/hints/inlay-hints.ts";
import { type Known, seenKnowledge } from "../known.ts";
import { markedProject } from "../marked-project.ts";

const all: WantedHints = { types: true, shapes: true, stages: true, defaults: true };

/** The text with its hints in ‹ ›. */
function hinted(text: string, wanted: WantedHints = all, known: Known = {}): string {
  const { snapshot, ranges } = markedProject(text, seenKnowledge(known));
  let shown = snapshot.document.getText();
  const hints = inlayHints(snapshot, ranges[0] ?? { start: 0, end: shown.length }, wanted);
  for (const { offset, text: hint } of hints.toReversed()) {
    shown = `${shown.slice(0, offset)}‹${hint}›${shown.slice(offset)}`;
  }
  return shown;
}

const dataset = `dataset d {
  source = csv("d.csv")
  schema {
    key id
    spend number?
    plan category
  }
}
`;
const transform = `transform t {
  from d
  derive rich = spend > 100, log_spend = log1p(spend)
  split test 20%
  clip spend by iqr
  encode plan with one_hot
}
`;

test("types of new columns, columns where their number changes, what is learned, what is not said", () => {
  expect(hinted(dataset + transform)).toBe(`${dataset}transform t {
  from d‹3 columns›
  derive rich‹: bool?› = spend > 100, log_spend‹: number?› = log1p(spend)‹5 columns›
  split test 20%
  clip spend by iqr‹(factor: 1.5)›‹learned on train›
  encode plan with one_hot‹(limit: 50)›‹learned on train›‹4+ columns›
}
`);
});

test("rows of the table that was kept, where it ends", () => {
  const known = { tables: { "transform.t": { rows: 12_345, columns: 5 } } };
  expect(hinted(dataset + transform, { ...all, types: false, stages: false, defaults: false }, known)).toContain(
    "log1p(spend)‹12 345 rows × 5 columns›\n  split test 20%\n  clip spend by iqr\n",
  );
});

test("only in the part that is in sight, and only those that are wanted", () => {
  const none = { types: false, shapes: false, stages: false, defaults: false };
  expect(hinted(dataset + transform, none)).not.toContain("‹");
  const part = hinted(dataset + transform.replace("  split test 20%", "<|  split test 20%|>"));
  expect(part).not.toContain("‹");
});

test("of attributes too: a word that could be a call says what it is called with", () => {
  const deploy = "deploy api {\n  rollout = canary\n}\n";
  expect(hinted(deploy)).toBe("deploy api {\n  rollout = canary‹(share: 10%, hold: 10m)›\n}\n");
  expect(hinted(deploy.replace("canary", "canary(share: 5%)"))).not.toContain("‹");
});
