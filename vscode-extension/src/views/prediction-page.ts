import { figureText } from "./figure-text.ts";

export interface Prediction {
  readonly prediction: unknown;
  readonly probability?: number | null;
  readonly out_of_scope?: string | null;
  readonly explanation?: {
    readonly scale?: string;
    readonly contributions?: readonly {
      readonly column: string;
      readonly value: unknown;
      readonly contribution: number;
    }[];
  } | null;
}

/** Reasons shown: those after them decide little. */
const most = 12;
const barLength = 16;

/** A prediction as Markdown: the answer, and the reasons as bars about their middle. */
export function predictionPage(model: string, answer: Prediction): string {
  const { prediction, probability, out_of_scope: outOfScope, explanation } = answer;
  const head = `# ${model}: ${code(String(prediction))}\n`;
  if (outOfScope !== null && outOfScope !== undefined) return `${head}\nOut of scope: ${code(outOfScope)}\n`;
  const sure = typeof probability === "number" ? `\nProbability ${figureText(probability)}.\n` : "";
  const reasons = explanation?.contributions ?? [];
  if (reasons.length === 0) return `${head}${sure}`;
  const shown = reasons.slice(0, most);
  const largest = Math.max(...shown.map(({ contribution }) => Math.abs(contribution)), Number.MIN_VALUE);
  const rows = shown.map(({ column, value, contribution }) => {
    const length = Math.round((barLength * Math.abs(contribution)) / largest);
    return `| ${code(column)} | ${code(String(value))} | ${figureText(contribution)} | ${contribution < 0 ? "◀" : "▶"} ${"█".repeat(length)} |`;
  });
  const scale = explanation?.scale === undefined ? "" : `, in ${explanation.scale.replaceAll("_", "-")}`;
  return `${head}${sure}\n## Why${scale}\n\n| column | value | contribution | |\n| --- | --- | --: | --- |\n${rows.join("\n")}\n`;
}

/** Values come from data: as code they are no Markdown. */
const code = (text: string): string => `\`${text.replace(/[`|\r\n]/g, " ")}\``;
