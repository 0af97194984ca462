// How often a window without drift is called drifted, and how often planted shifts are found: 50 columns against a reference of
// 5 000 rows. Build first, then: node bench/drift-power.mjs [WINDOWS=200] [SHIFTED=50]
import { driftReference, judgeDrift, numericColumn, seededRandom, textColumn } from "@mlopsc/learn";
import { defaultDetector } from "@mlopsc/vocabulary";

const [windows = "200", shifted = "50"] = process.argv.slice(2);
const [referenceRows, columns, level] = [5000, 50, 0.05];
const names = Array.from({ length: columns }, (_, at) => `x${at}`);

/** 40 columns of numbers (some skewed, some whole, some with gaps), of which neighbours are correlated; 10 of categories. */
function drawn(random, rows, change = (row) => row) {
  const all = Array.from({ length: rows }, () => change(drawRow(random), random));
  const column = (name, at) => {
    const values = all.map((row) => row[at]);
    return at < 40 ? numericColumn(name, "number", values) : textColumn(name, "category", values);
  };
  return { rows, columns: names.map(column) };
}

function drawRow(random) {
  let before = random.normal();
  return names.map((_, at) => {
    before = 0.5 * before + Math.sqrt(0.75) * random.normal();
    if (at >= 40) return `c${Math.min(at - 36, Math.floor(-Math.log(random.next()) * 2))}`;
    if (at % 5 === 1) return Math.exp(before);
    if (at % 5 === 2) return Math.round(before * 3);
    return at % 5 === 3 && random.next() < 0.1 ? null : before;
  });
}

const one = (at, value) => (row) => row.with(at, value(row[at]));
const shifts = {
  nothing: (row) => row,
  "one mean by 0.2 deviations": one(0, (x) => x + 0.2),
  "one mean by 0.3": one(0, (x) => x + 0.3),
  "one mean by 0.5": one(0, (x) => x + 0.5),
  "one spread by 1.5": one(0, (x) => x * 1.5),
  "10 % more values missing in one": (row, random) => (random.next() < 0.1 ? row.with(0, null) : row),
  "5 % of one category new": (row, random) => (random.next() < 0.05 ? row.with(45, "new") : row),
  "five means by 0.3": (row) => row.map((x, at) => (at % 5 === 0 && at < 25 ? x + 0.3 : x)),
  "a correlation of 0.5 gone to −0.5": (row) => row.with(4, -row[4]),
};

for (const rows of [200, 500, 2000]) {
  for (const [name, change] of Object.entries(shifts)) {
    const count = Number(name === "nothing" ? windows : shifted);
    const found = { whole: 0, columns: 0, classifier: 0 };
    let reference;
    for (let window = 0; window < count; window++) {
      const random = seededRandom(window, `${name} ${rows}`);
      // A reference of its own for every ten windows, so that no single one decides.
      if (window % 10 === 0) reference = driftReference(drawn(random, referenceRows), names);
      const judged = judgeDrift(reference, drawn(random, rows, change), {
        ...{ detector: defaultDetector, features: names, seed: window, level },
      });
      if (!judged.ok) throw new Error(judged.problem.kind);
      const { verdict, columns: each, classifier } = judged.value;
      found.whole += Number(verdict === "drifted");
      found.columns += Number(each.some((column) => column.verdict === "drifted"));
      found.classifier += Number(classifier?.verdict === "drifted");
    }
    const share = (what) => `${what} ${((100 * found[what]) / count).toFixed(1)} %`;
    console.log(`${rows} rows, ${name}: ${["whole", "columns", "classifier"].map(share).join(", ")} of ${count}`);
  }
}
