import { nameText } from "@mlopsc/plan";
import { costCalls, costNames } from "@mlopsc/vocabulary";
import type { CompletionItem } from "../completion-item.ts";
import type { CursorContext } from "../cursor-context.ts";
import { modelOf } from "../model-of.ts";
import type { Question } from "../question.ts";
import { escaped, hole } from "../snippet.ts";

const [call] = Object.entries(costCalls) as [[string, string]];
const { other, ...ofTwo } = costNames;

/** The wrong predictions that cost something: of two classes two words, of several the classes. */
export function costItems(
  { of, written }: Extract<CursorContext, { at: "costs" }>,
  question: Question,
): readonly CompletionItem[] {
  const model = modelOf(question.block, question);
  const levels = model?.task === "multiclass" ? (model.target?.type?.levels ?? []) : null;
  if (of === null) {
    const lines = linesWritten(question);
    const classes = levels?.map((level): [string, string] => [level, call[1]]);
    const names = classes === undefined ? Object.entries(ofTwo) : [...classes, ["other", other] as [string, string]];
    return names.filter(([name]) => !lines.has(name)).map(([name, text]) => nameItem(name, " = ", text));
  }
  if (levels === null || !levels.includes(of)) return [];
  if (written === null) {
    const [name, documentation] = call;
    const snippet = `${name}(${hole(1)})`;
    return [
      { label: name, note: "(class: cost)", kind: "function", rank: 0, snippet, documentation: () => documentation },
    ];
  }
  const left = levels.filter((level) => level !== of && !written.includes(level));
  return left.map((level) => nameItem(level, ": ", `What it costs to take ${of} for ${level}.`));
}

const nameItem = (label: string, sign: string, documentation: string): CompletionItem => ({
  label,
  kind: "parameter",
  rank: 0,
  snippet: `${escaped(nameText(label))}${sign}`,
  documentation: () => documentation,
});

function linesWritten({ place }: Question): ReadonlySet<string> {
  const sections = place.placed?.block.members ?? [];
  const lines = sections.flatMap((member) => (member.node === "section" ? member.members : []));
  return new Set(lines.flatMap((line) => (line.node === "attribute" ? [line.name.text] : [])));
}
