import { beforeAll, describe, expect, it } from "vitest";
import { type ReportData, renderReport } from "../../src/report/index.ts";
import { sampleReport } from "./sample-report.ts";

let data: ReportData;
let page: string;

beforeAll(async () => {
  data = sampleReport({ hours: 24 * 60, customers: 800 });
  page = await renderReport(data);
});

const count = (text: string, part: string | RegExp): number => text.split(part).length - 1;
/** What a pattern finds, with a little around it: a page is too long to be shown by a failing test. */
const found = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(new RegExp(pattern, `${pattern.flags}g`))]
    .slice(0, 3)
    .map(({ index }) => text.slice(index - 60, index + 60));

const tags = /<(\/?)([a-zA-Z][\w-]*)((?:"[^"]*"|[^>"])*)>/g;

/** The elements that are left open, or closed out of turn. */
function unclosed(text: string): string[] {
  const open: string[] = [];
  for (const [tag, closing, name, rest] of text.matchAll(tags)) {
    if (rest!.endsWith("/") || name === "meta") continue;
    if (closing === "") open.push(name!);
    else if (open.pop() !== name) return [tag];
  }
  return open;
}

const idsOf = (text: string): string[] => [...text.matchAll(/\sid="([^"]*)"/g)].map((match) => match[1]!);

describe("the page", () => {
  it("is one document that loads nothing", () => {
    expect(page.startsWith("<!doctype html>")).toBe(true);
    expect(found(page, /https?:\/\/|\burl\((?!#)|@import|<link|<script|<iframe|<img|\ssrc=/i)).toEqual([]);
  });

  it("gives the same bytes for the same data", async () => {
    const again = await renderReport(sampleReport({ hours: 24 * 60, customers: 800 }));
    expect(again === page).toBe(true);
  });

  it("has no id twice, and every link and reference leads to one", () => {
    const ids = idsOf(page);
    expect(ids.length).toBeGreaterThan(10);
    expect(new Set(ids).size).toBe(ids.length);
    const wanted = [...page.matchAll(/href="#([^"]*)"|url\(#([^)]*)\)/g)].map((match) => match[1] ?? match[2]!);
    expect(wanted.filter((id) => !ids.includes(id))).toEqual([]);
  });

  it("closes every element that it opens", () => expect(unclosed(page)).toEqual([]));

  it("names every picture, table and scrolling region to those who do not see it", () => {
    expect(count(page, "<svg")).toBeGreaterThan(20);
    expect(count(page, 'class="chart" role="img" aria-label="')).toBe(count(page, 'class="chart"'));
    expect(count(page, '<table aria-label="')).toBe(count(page, "<table"));
    expect(found(page, /aria-label=""/)).toEqual([]);
  });
});

describe("what it shows", () => {
  it("shows each part of the data in its chapter", () => {
    for (const title of ["Data", "Training and test", "Models", "Drift", "Lineage"])
      expect(page.includes(`<h2>${title}</h2>`)).toBe(true);
    for (const id of ["data-load", "split-hourly", "model-forecast", "model-churn", "drift-tenures"])
      expect(page.includes(`id="${id}"`)).toBe(true);
    for (const title of [
      "ROC.",
      "Calibration.",
      "Confusion.",
      "Residuals.",
      "Forecast against what happened.",
      "Course of the search.",
      "What was tried.",
    ])
      expect(page.includes(`<b>${title}</b>`)).toBe(true);
  });

  it("shows metrics as computed", () => {
    const auc = data.models[1]!.evaluation!.metrics[0]!;
    expect(page.includes(`<b>${auc.test.toFixed(3)}</b>`)).toBe(true);
    expect(page.includes("this test part was looked at <b>3 times</b>")).toBe(true);
    expect(page.includes("1 of 2 gates passed")).toBe(true);
  });

  it("shows how sure a metric is, and what a bar of importance measures", () => {
    const { interval } = data.models[1]!.evaluation!.metrics[0]!;
    expect(page.includes(`${interval!.low.toFixed(3)}<span class="faint"> … </span>${interval!.high.toFixed(3)}`)).toBe(
      true,
    );
    expect(page.includes("auc lost")).toBe(true);
    expect(page.includes("mape added")).toBe(true);
  });

  it("draws how far each column moves a prediction, and the curves of the first three", () => {
    const { explanation } = data.models[1]!.evaluation!;
    const [curve] = explanation!.curves;
    expect(explanation!.curves).toHaveLength(3);
    expect(page.includes(`aria-label="Probability of ${curve!.explained} as ${curve!.column} changes, from `)).toBe(
      true,
    );
    expect(page.includes("How far each column moves a prediction.")).toBe(true);
    expect(page.includes("test rows, up or down, in log-odds")).toBe(true);
  });

  it("calls the most frequent value typical, of a bool too", async () => {
    const [dataset] = data.datasets;
    const counts = [
      { value: "true", count: 3 },
      { value: "false", count: 7 },
    ];
    const heading = { name: "paid", kind: "bool", count: 10, missing: 0, distinct: 2 } as const;
    const columns = [{ type: { kind: "bool", nullable: false }, profile: { ...heading, categories: counts } }] as const;
    const shown = await renderReport({ ...data, datasets: [{ ...dataset!, columns }] });
    expect(shown.includes('<span class="cut">false</span>')).toBe(true);
    expect(found(shown, /<span class="cut">true/)).toEqual([]);
  });

  it("gives no deviation over a single fold", async () => {
    const [forecast] = data.models;
    const validation = { method: "holdout(20%)", folds: [{ label: "fold 1", metrics: { rmse: 12.5 } }] };
    const shown = await renderReport({ ...data, models: [{ ...forecast!, validation }] });
    expect(shown.includes("<b>12.5</b>")).toBe(true);
    expect(found(shown, /±/)).toEqual([]);
  });

  it("tells what rows count by, and which way predictions are held to go", async () => {
    const [forecast] = data.models;
    const held = { weights: "exposure", increasing: ["power", "age"] };
    const shown = await renderReport({ ...data, models: [{ ...forecast!, ...held }] });
    expect(found(page, /training row counts|Predictions never/)).toEqual([]);
    const plain = shown.replaceAll(/<[^>]*>/g, "");
    expect(plain).toContain(
      "Each training row counts as much as exposure says. Predictions never fall with rising power, age.",
    );
  });

  it("folds expectations away that held, where they are many", async () => {
    const held = Array.from({ length: 30 }, (_, index) => ({ source: `unique(c${index})`, outcome: "held" as const }));
    const warned = { source: "missing(age) < 5%", outcome: "warned" as const, measured: 0.071, share: true as const };
    const shown = await renderReport({
      ...data,
      datasets: [{ ...data.datasets[0]!, expectations: [...held, warned] }],
    });
    expect(shown.indexOf("missing(age)")).toBeLessThan(shown.indexOf("<details>"));
    expect(shown.indexOf("<details>")).toBeLessThan(shown.indexOf("unique(c0)"));
    expect(shown.includes("30 of 31 held as written")).toBe(true);
    expect(unclosed(shown)).toEqual([]);
  });

  it("shows no value of a personal column", async () => {
    const leaky: ReportData = {
      ...data,
      datasets: data.datasets.map((dataset) => ({
        ...dataset,
        columns: dataset.columns.map((column) =>
          column.profile.name === "email"
            ? { ...column, profile: { ...column.profile, categories: [{ value: "anna@example.org", count: 3 }] } }
            : column,
        ),
      })),
    };
    const shown = await renderReport(leaky);
    expect(found(shown, /example\.org/)).toEqual([]);
    expect(shown.includes('<span class="tag">personal</span>')).toBe(true);
  });

  it("leaves out the chapters of parts that there are none of", async () => {
    const bare = await renderReport({
      ...data,
      datasets: [],
      splits: [],
      models: [],
      drifts: [],
      monitors: [],
      lineage: { nodes: [], edges: [] },
    });
    expect(bare.includes("<h1>Town</h1>")).toBe(true);
    expect(found(bare, /<h2>/)).toEqual([]);
  });
});

/** Every string of a value made hostile. */
function poisoned<T>(value: T): T {
  if (typeof value === "string") return (hostileNames.has(value) ? value : `${value}${hostile}`) as T;
  if (Array.isArray(value)) return value.map(poisoned) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, poisoned(entry)])) as T;
}

const hostile = `"><script>alert(1)</script><img src=x onerror='alert(2)'>&amp;`;
/** Words that choose a branch, not text that is shown. */
const hostileNames = new Set(
  "higher lower held warned dropped failed finished pruned regression binary multiclass source dataset transform split search model drift number category int text id date timestamp bool duration".split(
    " ",
  ),
);

it("escapes every text that it is given", async () => {
  const shown = await renderReport(poisoned(data));
  expect(found(shown, /<script|<img/)).toEqual([]);
  expect(unclosed(shown)).toEqual([]);
  const attributes = [...shown.matchAll(tags)].flatMap(([, , , rest]) =>
    [...rest!.matchAll(/\s([\w:-]+)="/g)].map((match) => match[1]!),
  );
  expect(attributes.length).toBeGreaterThan(1000);
  expect(attributes.filter((name) => /^on|^src$/.test(name))).toEqual([]);
  expect(count(shown, "&lt;script&gt;alert(1)")).toBeGreaterThan(80);
});

it("draws what has hardly any data", async () => {
  const [forecast, churn] = data.models;
  const evaluation = forecast!.evaluation!;
  const { points: _, timeline: __, ...regression } = evaluation.regression!;
  const bare = await renderReport({
    ...data,
    datasets: [{ ...data.datasets[0]!, rows: 0, key: [], columns: [], expectations: [] }],
    models: [
      {
        ...forecast!,
        search: { ...forecast!.search!, trials: forecast!.search!.trials.slice(4, 5) },
        evaluation: { ...evaluation, gates: [], metrics: [], regression: { ...regression, points: [], timeline: [] } },
      },
      {
        ...churn!,
        search: { ...forecast!.search!, trials: forecast!.search!.trials.slice(0, 1) },
        evaluation: {
          ...churn!.evaluation!,
          classification: {
            classes: ["yes"],
            roc: [{ label: "yes", points: [] }],
            calibration: [],
            confusion: [[0]],
            scores: [],
          },
        },
      },
    ],
    drifts: data.drifts.map((drift) => ({ ...drift, result: { ...drift.result, roc: [], features: [] } })),
    lineage: { nodes: [{ id: "only", kind: "source", label: "a file" }], edges: [] },
  });
  expect(bare.includes("None of 1 trials finished.")).toBe(true);
  expect(found(bare, /NaN|Infinity|undefined/)).toEqual([]);
  expect(unclosed(bare)).toEqual([]);
});

it("draws no more dots than are of use", async () => {
  const [forecast] = data.models;
  const points = Array.from({ length: 50_000 }, (_, index) => ({ actual: index, predicted: index + (index % 7) }));
  const evaluation = forecast!.evaluation!;
  const many = await renderReport({
    ...data,
    models: [{ ...forecast!, evaluation: { ...evaluation, regression: { ...evaluation.regression!, points } } }],
  });
  expect(many.includes("A dot is one of 3000 test rows, drawn evenly from 50\u202f000.")).toBe(true);
  expect(many.length).toBeLessThan(1_000_000);
});
