import { type AttributeEntry, type BlockKind, blockEntry, isBlockKind, valueClauses } from "@mlopsc/vocabulary";
import type { LineAt } from "../../cursor/line-at.ts";
import { cutAt, nestingOf, wantsOperand } from "../../cursor/nesting.ts";
import { endsOperand, isName, type Token } from "../../cursor/token.ts";
import type { CursorContext, WordEntry } from "../cursor-context.ts";
import { valueContexts } from "./value-contexts.ts";

/** In the braces of a block: names of attributes and sections, values, and the words behind values. */
export function attributeContexts({ braces, before, inline, below }: LineAt): readonly CursorContext[] {
  const [kind = ""] = braces;
  if (!isBlockKind(kind)) return [];
  const names: CursorContext = { at: "attributes", kind };
  const { attributes, sections } = blockEntry(kind);
  const [name, sign, ...rest] = before;
  if (name === undefined) return [names];
  if (sign === undefined) return Object.hasOwn(sections, name.text) ? [opening] : [assignment];
  const attribute = Object.hasOwn(attributes, name.text) ? attributes[name.text] : undefined;
  if (sign.type !== "Assign" || attribute === undefined) return [];
  const found = attributeValue(kind, name.text, attribute, rest, inline);
  // Nothing was written behind `=`, and the line below may be meant for something else.
  return below && rest.length === 0 ? [...found, names] : found;
}

const assignment: CursorContext = {
  at: "words",
  kind: "word",
  words: [{ word: "=", documentation: "Gives an attribute its value.", snippet: "= ", opensNext: true }],
};
const opening: CursorContext = {
  at: "words",
  kind: "word",
  words: [{ word: "{", documentation: "Opens the section.", snippet: "{\n  $0\n}" }],
};

function attributeValue(
  kind: BlockKind,
  name: string,
  attribute: AttributeEntry,
  tokens: readonly Token[],
  inline: boolean,
): readonly CursorContext[] {
  const clauses = clausesOf(attribute);
  const parts = cutAt(
    tokens,
    (token, before) =>
      isName(token) && Object.hasOwn(clauses, token.text) && before !== undefined && endsOperand(before),
  );
  const { word, tokens: last } = parts.at(-1)!;
  const levels = nestingOf(last);
  if (word !== null) {
    const table = parts[0]!.tokens[0]?.text ?? "";
    return clauseValue(word.text, name, table, attribute, levels);
  }
  const found = valueContexts({ ...attribute, name }, levels);
  if (levels.length > 1 || wantsOperand(levels[0])) return found;
  const words = Object.values(clauses).filter((clause) => last.length === 1 || clause.word !== exceptWord);
  const next: CursorContext[] = words.length > 0 ? [{ at: "words", kind: "word", words }] : [];
  return inline ? [...found, ...next, { at: "attributes", kind }] : [...found, ...next];
}

const [exceptWord, whereWord] = Object.keys(valueClauses) as ["except", "where"];

function clausesOf({ value, clauses = {} }: AttributeEntry): Readonly<Record<string, WordEntry>> {
  const own = Object.entries(clauses).map(([word, { documentation }]) => ({ word, documentation, opensNext: true }));
  const ofValue = value.kind === "sample" ? [whereWord] : value.kind === "columns" && value.many ? [exceptWord] : [];
  const others = ofValue.map((word) => ({ word, documentation: valueClauses[word], opensNext: true }));
  return Object.fromEntries([...own, ...others].map((entry) => [entry.word, { ...entry, snippet: `${entry.word} ` }]));
}

function clauseValue(
  word: string,
  name: string,
  table: string,
  { clauses = {} }: AttributeEntry,
  levels: ReturnType<typeof nestingOf>,
): readonly CursorContext[] {
  const level = levels.at(-1)!;
  if (word === whereWord) {
    return [{ at: "expression", of: { table: "named", name: table }, grammar: "row", levels, condition: true }];
  }
  const value = word === exceptWord ? ({ kind: "columns", many: true } as const) : clauses[word]?.value;
  if (value === undefined) return [];
  if (value.kind !== "columns") return valueContexts({ value, name: word }, levels);
  if (!wantsOperand(level)) return [];
  const of =
    word === exceptWord
      ? ({ table: "attribute", name, split: false, many: false } as const)
      : ({ table: "named", name: table } as const);
  return [{ at: "columns", of, sorts: false, written: level.items }];
}
