import type { ColumnProfile } from "@mlopsc/learn";
import { sparkHistogram } from "../charts/spark-histogram.ts";
import { html, type Markup, nothing } from "../markup.ts";
import { countText, digestText, numberText, shareText, timeText, valueText } from "../number-text.ts";
import { anchor, code, documentation, facts, table, text, verdict } from "../parts.ts";
import type { ColumnReport, DatasetReport, ExpectationReport } from "../report-data.ts";

/** What a version of a dataset holds, and whether it met its expectations. */
export function datasetSection(dataset: DatasetReport): Markup {
  const { name, version, rows, source, takenIn, key, columns, expectations } = dataset;
  const putAside = expectations.reduce(
    (sum, { outcome, rows: met }) => sum + (outcome === "dropped" ? (met ?? 0) : 0),
    0,
  );
  return html`<section class="sub" id="${anchor("data", name)}"><h3>${name}</h3>
${documentation(dataset.documentation)}
${facts([
  ["rows", text(countText(rows))],
  ["columns", text(countText(columns.length))],
  putAside === 0 ? undefined : ["put aside", text(`${countText(putAside)} rows`)],
  key.length === 0 ? undefined : ["key", code(key.join(", "))],
  source === undefined ? undefined : ["source", code(source)],
  takenIn === undefined ? undefined : ["taken in", text(timeText(takenIn))],
  ["version", html`<code title="${version}">${digestText(version)}</code>`],
])}
${columnTable(columns)}
${expectations.length === 0 ? nothing : expectationTable(expectations)}
</section>`;
}

function columnTable(columns: readonly ColumnReport[]): Markup {
  const caption = html`<b>Columns.</b> Typical is the median, followed by the two values between which the middle 90 % lie; of
categories, the most frequent value and its share. The small bars show how values spread: a histogram of numbers, or the most frequent values.`;
  const rows = columns.map(({ type, profile }) => {
    const hidden = type.pii === true;
    const kind = html`${profile.kind}${type.nullable ? "?" : ""}${hidden ? html` <span class="tag">personal</span>` : nothing}`;
    const counts = [missingText(profile), text(countText(profile.distinct))];
    const values = hidden ? [html`<span class="faint">counts only</span>`, nothing, nothing] : valueCells(profile);
    return [code(profile.name), kind, ...counts, ...values];
  });
  const headings = ["column", "type", "missing", "distinct", "typical", "middle 90 %", "spread"];
  return table(
    caption,
    headings.map((heading, index) => (index >= 2 && index <= 5 ? { heading, numeric: true } : { heading })),
    rows,
  );
}

function missingText({ missing, count }: ColumnProfile): Markup {
  return missing === 0 ? html`<span class="faint">0</span>` : text(shareText(missing / Math.max(1, count)));
}

function valueCells(profile: ColumnProfile): readonly Markup[] {
  const { numbers, categories, kind } = profile;
  const spark = sparkHistogram(profile);
  if (categories !== undefined) {
    // Of a bool true stands first, whatever is more frequent.
    const top = [...categories].sort((a, b) => b.count - a.count)[0];
    if (top === undefined || kind === "id") return [html`<span class="faint">–</span>`, nothing, spark];
    const share = shareText(top.count / Math.max(1, profile.count - profile.missing), 0);
    return [html`<span class="cut">${top.value}</span>`, html`<span class="faint">${share} of rows</span>`, spark];
  }
  if (numbers === undefined) return [html`<span class="faint">–</span>`, nothing, spark];
  const at = (share: number): string =>
    valueText(kind, numbers.quantiles.find((quantile) => quantile.share === share)?.value ?? Number.NaN);
  return [text(at(0.5)), html`${at(0.05)}<span class="faint"> … </span>${at(0.95)}`, spark];
}

const outcomes = {
  held: verdict("good", "held"),
  warned: verdict("note", "warned"),
  dropped: verdict("note", "rows put aside"),
  failed: verdict("bad", "failed"),
} as const;

/** More that hold than this are folded away: what was not met must not drown among them. */
const mostHeld = 6;

function expectationTable(expectations: readonly ExpectationReport[]): Markup {
  const held = expectations.filter(({ outcome }) => outcome === "held");
  const other = expectations.filter(({ outcome }) => outcome !== "held");
  const caption = html`<b>Expectations.</b> ${held.length} of ${expectations.length} held as written.`;
  if (held.length <= mostHeld) return expectationRows(caption, [...other, ...held]);
  return html`${other.length === 0 ? html`<p class="caption">${caption}</p>` : expectationRows(caption, other)}
<details><summary>The ${held.length} that held</summary>${expectationRows(html`All of these held.`, held)}</details>`;
}

function expectationRows(caption: Markup, expectations: readonly ExpectationReport[]): Markup {
  const rows = expectations.map(({ source, outcome, measured, share, rows: count }) => [
    code(source),
    outcomes[outcome],
    measured === undefined
      ? html`<span class="faint">–</span>`
      : text(share ? shareText(measured, 2) : numberText(measured)),
    count === undefined ? html`<span class="faint">–</span>` : text(countText(count)),
  ]);
  return table(
    caption,
    [
      { heading: "expectation" },
      { heading: "outcome" },
      { heading: "measured", numeric: true },
      { heading: "rows against it", numeric: true },
    ],
    rows,
  );
}
