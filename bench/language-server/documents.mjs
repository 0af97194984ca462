/** Valid specs of any length: a dataset, a transform and a model, over and over. */

/** One of `count` groups, 35 lines. */
export const group = (at) => `dataset load${at} {
  source = csv("data/load${at}.csv")
  key = at
  schema {
    at          timestamp
    load        number
    temperature number?
    region      category
  }
}

transform features${at} {
  from load${at}
  lag load by 48 order at
  derive hour = hour(at)
  split test 20% by time at
  impute temperature with median
  impute load_lag_48 with median
  encode region with one_hot
  scale numeric with standard
  drop at
}

model forecast${at} {
  from = features${at}
  predict = load
  algorithm = gradient_boosting(trees: 200)
  metrics = [mae, rmse]
}
`;

const linesOfGroup = group(1).split("\n").length;

export const head = "project bench {\n  seed = 1\n}\n";

/** A document of about so many lines. */
export function documentOf(lines) {
  const count = Math.max(2, Math.round(lines / linesOfGroup));
  return `${head}\n${Array.from({ length: count }, (_, at) => group(at + 1)).join("\n")}`;
}

/** Offsets of a text in a document, evenly drawn. */
export function placesOf(text, found, most = 40) {
  const all = [];
  for (let at = text.indexOf(found); at >= 0; at = text.indexOf(found, at + 1)) all.push(at);
  return Array.from({ length: Math.min(most, all.length) }, (_, index) => all[Math.floor((index * all.length) / most)]);
}
