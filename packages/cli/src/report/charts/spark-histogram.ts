import type { ColumnProfile } from "@mlopsc/learn";
import { html, join, type Markup, nothing, trusted } from "../markup.ts";
import { shareText } from "../number-text.ts";

const width = 120;
const height = 26;

/** The shape of a column in the height of a line: bars of a histogram, or of its most frequent values. */
export function sparkHistogram(profile: ColumnProfile): Markup {
  const histogram = profile.categories === undefined ? profile.numbers?.histogram : undefined;
  if (histogram !== undefined)
    return bars(
      histogram.map((bin) => bin.count),
      "Histogram",
    );
  const categories = profile.categories;
  if (categories === undefined || categories.length === 0 || profile.kind === "id") return nothing;
  const present = profile.count - profile.missing;
  const top = categories[0]!;
  const label = `Most frequent: ${top.value}, ${shareText(top.count / Math.max(1, present), 0)}`;
  return html`${bars(
    categories.map((category) => category.count),
    label,
    9,
  )}`;
}

function bars(counts: readonly number[], label: string, most = width / counts.length): Markup {
  const highest = counts.reduce((most, count) => Math.max(most, count), 1);
  const step = Math.min(width / counts.length, most);
  const rectangles = counts.map((count, index) => {
    const tall = count === 0 ? 0 : Math.max(1, (count / highest) * height);
    const box = [index * step, height - tall, Math.max(0.6, step - 1), tall].map((value) => Number(value.toFixed(2)));
    return trusted(`<rect x="${box[0]}" y="${box[1]}" width="${box[2]}" height="${box[3]}"/>`);
  });
  return html`<svg class="spark" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${label}">${join(rectangles)}</svg>`;
}
