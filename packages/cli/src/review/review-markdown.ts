import type { Change } from "@mlopsc/plan";
import { counted } from "../terminal/numbers.ts";
import { consequenceChain, estimateText } from "./consequence-text.ts";
import { cellText, changeMarkdown, codeText, plainText } from "./markdown.ts";
import { metricRows } from "./metric-rows.ts";
import { placeText, type Review, sideText } from "./review.ts";

/** The review as a comment on a pull request: risks in a table, the rest folded away. */
export function reviewMarkdown(review: Review): string {
  const { difference, base, head } = review;
  const between = `${codeText(sideText(base))} → ${codeText(sideText(head))}`;
  if (difference.same) return `### mlopsc: no changes\n\n${between} mean the same.\n`;
  const { risks, changes, documentation, notCompared } = difference;
  const parts = [
    `### mlopsc: ${counted(risks.length, "risk")}, ${counted(changes.length, "change")}`,
    between,
    riskTable(review),
    folded(
      `${counted(changes.length, "change")}, and what they lead to`,
      changes.map((change) => changeItem(change, review)),
    ),
    metricTable(review),
    folded(
      "Documentation",
      documentation.map(({ address, change }) => `- ${codeText(address)} ${changeMarkdown(change)}`),
    ),
    notCompared.length === 0 ? "" : `Not compared, for mistakes: ${notCompared.map(codeText).join(", ")}.`,
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function riskTable(review: Review): string {
  const { risks } = review.difference;
  if (risks.length === 0) return "";
  const rows = risks.map((risk) =>
    [
      `⚠️ **${plainText(risk.title)}**`,
      codeText(risk.address),
      changeMarkdown(risk.change),
      plainText(placeText(risk, review)),
    ]
      .map(cellText)
      .join(" | "),
  );
  return ["| risk | block | change | place |", "| --- | --- | --- | --- |", ...rows.map((row) => `| ${row} |`)].join(
    "\n",
  );
}

function changeItem(change: Change, review: Review): string {
  const what = {
    added: " added",
    removed: " removed",
    renamed: ` renamed from ${codeText(change.formerly ?? "")}`,
    changed: "",
  }[change.kind];
  const head = `- **${plainText(change.address)}**${what} <sub>${plainText(placeText(change, review))}</sub>`;
  const estimate = estimateText(change.consequences);
  const follows = consequenceChain(change).join(" ⇒ ") || "nothing to do";
  return [
    head,
    ...change.phrases.map((phrase) => `  - ${changeMarkdown(phrase)}`),
    `  - ⇒ ${plainText(follows)}${estimate === "" ? "" : ` (${estimate})`}`,
  ].join("\n");
}

function metricTable(review: Review): string {
  const [head, ...rows] = metricRows(review);
  if (head === undefined) return "";
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cellText(plainText(cell))).join(" | ")} |`;
  return [line(head), "| --- | --- | ---: | ---: |", ...rows.map(line)].join("\n");
}

const folded = (title: string, lines: readonly string[]): string =>
  lines.length === 0 ? "" : `<details><summary>${title}</summary>\n\n${lines.join("\n")}\n\n</details>`;
