import type { Change } from "@mlopsc/plan";
import { counted, formatDuration } from "../terminal/numbers.ts";
import { textTable } from "../terminal/table.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { consequenceChain, estimateText } from "./consequence-text.ts";
import { metricRows } from "./metric-rows.ts";
import { placeText, type Review, sideText } from "./review.ts";

type Colours = Terminal["colours"];

/** The review as a person reads it: risks, then changes with what they lead to, then what only people read. */
export function reviewText(review: Review, { colours, width }: Pick<Terminal, "colours" | "width">): string {
  const { difference, base, head } = review;
  const { bold } = colours;
  if (difference.same) return `${bold("No changes.")} ${sideText(base)} and ${sideText(head)} mean the same.\n`;
  const sections = [
    riskSection(review, colours),
    changeSection(review, colours, width),
    metricSection(review, colours),
    plainSection(
      "Documentation",
      difference.documentation.map(({ address, change }) => `${address}  ${change}`),
      colours,
    ),
    plainSection("Not compared, for mistakes", difference.notCompared, colours),
  ].filter((section) => section !== "");
  return `${bold(`From ${sideText(base)} to ${sideText(head)}:`)}\n\n${sections.join("\n")}\n${summary(review, colours)}\n`;
}

function riskSection(review: Review, { red, bold, dim }: Colours): string {
  const { risks } = review.difference;
  if (risks.length === 0) return "";
  const width = Math.max(...risks.map(({ title }) => title.length));
  const lines = risks.map((risk) => {
    const head = `${red("  !")} ${red(risk.title)}${" ".repeat(width - risk.title.length)}  ${bold(risk.address)}`;
    return `${head}  ${dim(placeText(risk, review))}\n        ${risk.change}`;
  });
  return `${bold(red("Risks"))}\n${lines.join("\n")}\n`;
}

function changeSection(review: Review, colours: Colours, width: number): string {
  const { changes } = review.difference;
  if (changes.length === 0) return "";
  return `${colours.bold("Changes")}\n${changes.map((change) => changeLines(change, review, colours, width)).join("\n")}\n`;
}

function changeLines(change: Change, review: Review, { green, yellow, red, dim }: Colours, width: number): string {
  const { paint, glyph } = {
    added: { paint: green, glyph: "+" },
    removed: { paint: red, glyph: "-" },
    changed: { paint: yellow, glyph: "~" },
    renamed: { paint: yellow, glyph: "~" },
  }[change.kind];
  const formerly = change.formerly === undefined ? "" : ` (was ${change.formerly})`;
  const head = `${paint(`  ${glyph} ${change.address}`)}${formerly}  ${dim(placeText(change, review))}`;
  const phrases = change.phrases.map((phrase) => `        ${phrase}`);
  const chain = consequenceChain(change);
  const estimate = estimateText(change.consequences);
  const time = estimate === "" ? "" : `, ${estimate}`;
  const links =
    chain.length === 0 ? ["nothing to do"] : chain.map((link, at) => (at === chain.length - 1 ? link + time : link));
  return [head, ...phrases, ...wrapped(links, width - 8).map((line) => dim(`        ${line}`))].join("\n");
}

/** The links of a chain, as many on a line as fit. */
function wrapped(links: readonly string[], width: number): readonly string[] {
  const lines: string[] = [];
  for (const link of links) {
    const last = lines.at(-1);
    const joined = `${last} ⇒ ${link}`;
    if (last !== undefined && joined.length <= width) lines[lines.length - 1] = joined;
    else lines.push(`⇒ ${link}`);
  }
  return lines;
}

function metricSection(review: Review, { bold, dim }: Colours): string {
  const rows = metricRows(review);
  if (rows.length === 0) return "";
  const table = textTable(rows, dim)
    .trimEnd()
    .split("\n")
    .map((line) => `  ${line}`);
  return `${bold("Metrics on the test part")}\n${table.join("\n")}\n`;
}

const plainSection = (title: string, lines: readonly string[], { bold }: Colours): string =>
  lines.length === 0 ? "" : `${bold(title)}\n${lines.map((line) => `  ${line}`).join("\n")}\n`;

function summary({ difference }: Review, { bold }: Colours): string {
  const { risks, changes, estimateMilliseconds } = difference;
  const consequences = changes.flatMap((change) => change.consequences);
  const work = new Set(consequences.filter(({ action }) => action !== "remove").map(({ address }) => address)).size;
  const time = estimateMilliseconds === undefined ? "" : `, about ${formatDuration(estimateMilliseconds)}`;
  const follows = work === 0 ? "Nothing has to be done." : `${counted(work, "step")} to do${time}.`;
  return `${bold(`${counted(risks.length, "risk")}, ${counted(changes.length, "change")}.`)} ${follows}`;
}
