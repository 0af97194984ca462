import { html, type Markup, nothing } from "../markup.ts";
import type { ChampionReport } from "../model-data.ts";
import { countText, metricText, signedMetricText } from "../number-text.ts";
import { code, table, text, verdict } from "../parts.ts";

/** The version before, on the same test rows. */
export function championTable({ version, sameSplit, reason, rows = 0, metrics }: ChampionReport): Markup {
  if (reason !== undefined)
    return html`<h4>Against version ${version}</h4><p>It cannot be measured on the same rows: ${reason}.</p>`;
  const doubt = sameSplit
    ? nothing
    : html` ${verdict("note", "another split")} Version ${version} was trained on another split: it may have seen some of
these rows, and look better than it is.`;
  const dash = html`<span class="faint">–</span>`;
  return html`<h4>Against version ${version}</h4>${table(
    html`<b>Champion and challenger</b> on the same ${countText(rows)} test rows. The range is of the difference: rows drawn
anew for both alike. Where it holds 0, neither can be called better.${doubt}`,
    [
      { heading: "metric" },
      { heading: "this model", numeric: true },
      { heading: `version ${version}`, numeric: true },
      { heading: "difference", numeric: true },
      { heading: "95 % range", numeric: true },
    ],
    metrics.map(({ key, better, own, other, difference, interval }) => [
      code(key),
      html`<b>${metricText(key, own)}</b>`,
      text(metricText(key, other)),
      judged(signedMetricText(key, difference), better, interval),
      interval === undefined
        ? dash
        : html`${signedMetricText(key, interval.low)}<span class="faint"> … </span>${signedMetricText(key, interval.high)}`,
    ]),
  )}`;
}

/** A verdict only where the whole range lies on one side of 0. */
function judged(
  difference: string,
  better: "higher" | "lower",
  interval: { readonly low: number; readonly high: number } | undefined,
): Markup {
  if (interval === undefined || (interval.low <= 0 && interval.high >= 0)) return text(difference);
  return verdict(interval.low > 0 === (better === "higher") ? "good" : "bad", difference);
}
