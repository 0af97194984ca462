import { html, type Markup } from "../markup.ts";
import type { EnsembleReport, ModelReport } from "../model-data.ts";
import { metricText, shareText } from "../number-text.ts";
import { anchor, code, table, text } from "../parts.ts";

/** What each member counts for, and how good it is by itself beside all of them together. */
export function memberTable({ weights, members }: EnsembleReport, { name, evaluation }: ModelReport): Markup {
  const metrics = evaluation?.metrics ?? [];
  const testOf = (member: string) => evaluation?.members?.find((each) => each.name === member)?.test ?? {};
  const rows = members.map((member) => [
    html`<a href="#${anchor("model", member.name)}">${member.name}</a>`,
    text(member.share === null ? "–" : shareText(member.share, 1)),
    ...metrics.map(({ key }) => {
      const value = testOf(member.name)[key];
      return text(value === undefined ? "–" : metricText(key, value));
    }),
  ]);
  const together = [
    html`<b>${name}</b>`,
    text(""),
    ...metrics.map(({ key, test }) => html`<b>${metricText(key, test)}</b>`),
  ];
  return html`<h4>Members</h4>${table(
    html`<b>${code(weights)}.</b> What weighs the members was learned from predictions of rows that they had not seen. Each
is measured by itself on the same test rows.`,
    [
      { heading: "member" },
      { heading: "share", numeric: true },
      ...metrics.map(({ key }) => ({ heading: key, numeric: true as const })),
    ],
    [...rows, together],
  )}`;
}
