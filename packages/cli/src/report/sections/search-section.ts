import type { ChartDrawer } from "../charts/draw-chart.ts";
import { halvingChart } from "../charts/halving-chart.ts";
import { parallelChart } from "../charts/parallel-chart.ts";
import { searchChart } from "../charts/search-chart.ts";
import { parameterText } from "../choice-text.ts";
import { html, type Markup, nothing } from "../markup.ts";
import type { SearchReport, TrialReport } from "../model-data.ts";
import { scoreText } from "../number-text.ts";
import { code, figure, table, text, verdict } from "../parts.ts";

/** Most trials listed; the rest is in the chart. */
const listed = 12;

/** The trials of a search: their course as a picture, the best as a table. */
export async function searchSection(search: SearchReport, drawer: ChartDrawer): Promise<Markup> {
  const { trials, strategy, optimise, better } = search;
  const finished = trials.filter((trial) => trial.score !== null);
  if (finished.length === 0) return html`<h4>Search</h4><p>None of ${trials.length} trials finished.</p>`;
  const sign = better === "higher" ? -1 : 1;
  const best = [...finished].sort((a, b) => sign * (a.score! - b.score!) || a.number - b.number);
  const pruned = trials.filter(({ outcome }) => outcome === "pruned").length;
  const failed = trials.filter(({ outcome }) => outcome === "failed").length;
  const ended = `${finished.length} of ${trials.length} trials finished${pruned > 0 ? `, ${pruned} were pruned` : ""}${failed > 0 ? `, ${failed} failed` : ""}.`;
  const picture = await coursePicture(search, drawer, ended);
  const parallel = parallelChart(search);
  const tried =
    parallel === undefined
      ? nothing
      : figure(
          await drawer.draw(parallel),
          "What was tried.",
          html`A line is a trial: where it crosses an axis is the value that it tried, and at the right stands what came of
it, the best on top; it passes below the axes of parameters that were not in play. The thick line is the chosen trial, blue ones are the best quarter. Where the blue lines
cross an axis within a narrow band, that parameter is likely to matter; few trials show little.`,
        );
  return html`<h4>Search</h4><p>${code(strategy)} over ${code(optimise)}.</p>${picture}${tried}${trialTable(best, optimise)}`;
}

/** Of a halving the rounds, of other searches the trials one after another. */
async function coursePicture(search: SearchReport, drawer: ChartDrawer, ended: string): Promise<Markup> {
  const halving = halvingChart(search);
  if (halving !== undefined) {
    return figure(
      await drawer.draw(halving),
      "Course of the search.",
      html`A line is a trial: its mean over the folds, having learned from ever more rows. The best of each share went on
to the next; the thick line is the chosen trial. Where lines cross much, few rows tell little of many. ${ended}`,
    );
  }
  const pruned = search.trials.some(({ outcome }) => outcome === "pruned");
  return figure(
    await drawer.draw(searchChart(search)),
    "Course of the search.",
    html`A ring is a trial’s mean over its folds; the line is the best so far${pruned ? "; a small dot is a trial that was stopped, at its mean until then" : ""}. Where the line has been level for long, more
trials would bring little. ${ended}`,
  );
}

function trialTable(best: readonly TrialReport[], optimise: string): Markup {
  const shown = best.slice(0, listed);
  const names = [...new Set(shown.flatMap(({ values }) => Object.keys(values)))];
  const rows = shown.map(({ number, values, score }, place) => [
    html`${number}${place === 0 ? html` ${verdict("good", "chosen")}` : nothing}`,
    html`<b>${scoreText(score!)}</b>`,
    ...names.map((name) => (name in values ? text(parameterText(values[name]!)) : html`<span class="faint">–</span>`)),
  ]);
  const rest = best.length - shown.length;
  return table(
    html`<b>The best trials</b>, the best first${rest > 0 ? `; ${rest} more are in the picture` : ""}. A dash: not in play for that trial.`,
    [
      { heading: "trial" },
      { heading: optimise, numeric: true },
      ...names.map((heading) => ({ heading, numeric: true as const })),
    ],
    rows,
  );
}
