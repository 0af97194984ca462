import {
  type DriftVerdict,
  driftReference,
  type JudgeDriftOptions,
  judgeDrift,
  numericColumn,
  type Random,
  seededRandom,
  type Table,
  textColumn,
} from "@mlopsc/learn";
import { defaultDetector } from "@mlopsc/vocabulary";
import { describe, expect, test } from "vitest";

const names = Array.from({ length: 50 }, (_, at) => `x${at}`);

/** 40 numbers, of which neighbours are correlated, and 10 categories; `change` is done to each row. */
function drawn(random: Random, rows: number, change = (row: (number | null)[]): (number | null)[] => row): Table {
  const all = Array.from({ length: rows }, () => {
    let before = random.normal();
    return change(
      names.map(() => {
        before = 0.5 * before + Math.sqrt(0.75) * random.normal();
        return before;
      }),
    );
  });
  const columns = names.map((name, at) => {
    const values = all.map((row) => row[at]!);
    if (at < 40) return numericColumn(name, "number", values);
    return textColumn(
      name,
      "category",
      values.map((value) => (value === null ? null : `c${Math.min(3, Math.floor(Math.abs(value) * 2))}`)),
    );
  });
  return { rows, columns };
}

const small: JudgeDriftOptions = {
  detector: {
    ...defaultDetector,
    algorithm: { algorithm: "gradient_boosting", parameters: { trees: 5, max_leaves: 8, max_bins: 32 } },
  },
  features: names,
  seed: 1,
};

function judged(reference: Table, current: Table, options: Partial<JudgeDriftOptions> = {}): DriftVerdict {
  const found = judgeDrift(driftReference(reference, names), current, { ...small, ...options });
  if (!found.ok) throw new Error(found.problem.kind);
  return found.value;
}

describe("50 columns", () => {
  test("200 windows without drift: no more false alarms than the level says", () => {
    let alarms = 0;
    let reference = driftReference({ rows: 0, columns: [] }, []);
    for (let window = 0; window < 200; window++) {
      const random = seededRandom(window, "nothing has changed");
      if (window % 20 === 0) reference = driftReference(drawn(random, 2000), names);
      const found = judgeDrift(reference, drawn(random, 300), { ...small, leastEffect: { every: 0 } });
      if (!found.ok) throw new Error(found.problem.kind);
      alarms += Number(found.value.verdict === "drifted");
    }
    expect(alarms).toBeLessThanOrEqual(10);
  });

  const random = seededRandom(1, "planted");
  const reference = drawn(random, 3000);

  test("one mean that moved by 0.4 deviations is found by its column", () => {
    const current = drawn(random, 1000, (row) => row.with(7, row[7]! + 0.4));
    const { verdict, columns, share } = judged(reference, current);
    expect(verdict).toBe("drifted");
    expect(columns.filter((column) => column.verdict === "drifted").map(({ column }) => column)).toEqual(["x7"]);
    expect(share).toBe(1 / 50);
  });

  test("what shows in no column alone is found by the classifier, which says where", () => {
    const current = drawn(random, 3000, (row) => row.with(4, -row[4]!));
    const found = judged(reference, current, { detector: defaultDetector });
    expect(found.columns.every(({ verdict }) => verdict === "same")).toBe(true);
    expect(found.verdict).toBe("drifted");
    const features = found.classifier!.features.slice(0, 3).map(({ feature }) => feature);
    expect(features.toSorted()).toEqual(["x3", "x4", "x5"]);
  });

  test("few rows are not judged, and give no number", () => {
    expect(judged(reference, drawn(random, 29))).toMatchObject({
      verdict: "not_judged",
      share: null,
      classifier: null,
    });
    expect(judged(reference, drawn(random, 99))).toMatchObject({ verdict: "same", classifier: null });
  });

  test("where groups are held out the classifier gives its AUC and no verdict", () => {
    const detector = { ...small.detector, testBy: "x45" };
    const found = judged(reference, drawn(random, 500), { detector });
    expect(found.classifier).toMatchObject({ verdict: "not_judged", pValue: null });
  });
});
