import type { SharedCounts, SplitProof } from "@mlopsc/learn";
import { html, type Markup, nothing } from "../markup.ts";
import { countText, shareText, timeText } from "../number-text.ts";
import { anchor, code, table, text, verdict } from "../parts.ts";
import type { SplitReport } from "../report-data.ts";

/** How the rows were parted, and what shows that the test part tells nothing that training saw. */
export function splitSection({ name, method, train, test, outOfScope, proof }: SplitReport): Markup {
  const total = Math.max(1, train + test);
  return html`<section class="sub" id="${anchor("split", name)}"><h3>${name}</h3>
<p>${code(method)}${outOfScope === 0 ? nothing : html` – ${countText(outOfScope)} further rows are out of scope and on neither side.`}</p>
<div class="parts" aria-hidden="true"><div style="flex:${train}"></div><div style="flex:${test}"></div></div>
<p class="legend"><span><i class="first"></i>training ${countText(train)} rows (${shareText(train / total)})</span>
<span><i class="second"></i>test ${countText(test)} rows (${shareText(test / total)})</span></p>
${table(
  html`<b>Proof that the sides are apart</b>, counted on the rows themselves.`,
  [
    { heading: "compared" },
    { heading: "training", numeric: true },
    { heading: "test", numeric: true },
    { heading: "on both sides" },
  ],
  proofRows(proof),
)}
${classTable(proof)}
</section>`;
}

function proofRows({ rows, keys, groups, time }: SplitProof): readonly (readonly Markup[])[] {
  const counted = (what: Markup, counts: SharedCounts): readonly Markup[] => [
    what,
    text(countText(counts.train)),
    text(countText(counts.test)),
    sharedVerdict(counts.shared),
  ];
  const found = [[text("rows"), text(countText(rows.train)), text(countText(rows.test)), sharedVerdict(rows.shared)]];
  if (keys !== undefined) found.push([...counted(html`values of the key ${code(keys.columns.join(", "))}`, keys)]);
  if (groups !== undefined) found.push([...counted(html`groups by ${code(groups.columns.join(", "))}`, groups)]);
  if (time !== undefined)
    found.push([
      html`order of ${code(time.column)}`,
      html`to ${timeText(String(time.latestTrain ?? "–"))}`,
      html`from ${timeText(String(time.earliestTest ?? "–"))}`,
      time.ordered ? verdict("good", "training ends before test begins") : verdict("bad", "the parts overlap in time"),
    ]);
  return found;
}

const sharedVerdict = (shared: number): Markup =>
  shared === 0 ? verdict("good", "none") : verdict("bad", countText(shared));

function classTable({ classes }: SplitProof): Markup {
  if (classes === undefined) return nothing;
  const train = classes.reduce((sum, entry) => sum + entry.train, 0);
  const test = classes.reduce((sum, entry) => sum + entry.test, 0);
  return table(
    html`<b>Classes on each side.</b> A stratified split keeps their shares equal.`,
    [{ heading: "class" }, { heading: "training", numeric: true }, { heading: "test", numeric: true }],
    classes.map((entry) => [
      code(String(entry.value)),
      html`${countText(entry.train)} <span class="faint">(${shareText(entry.train / Math.max(1, train))})</span>`,
      html`${countText(entry.test)} <span class="faint">(${shareText(entry.test / Math.max(1, test))})</span>`,
    ]),
  );
}
