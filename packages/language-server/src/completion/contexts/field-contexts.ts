import { fieldClauses } from "@mlopsc/vocabulary";
import type { LineAt } from "../../cursor/line-at.ts";
import { cutAt, nestingOf, wantsOperand } from "../../cursor/nesting.ts";
import type { CursorContext } from "../cursor-context.ts";
import { typeWords } from "./type-words.ts";

/** In a schema: types, and what may follow them. */
export function fieldContexts({ before }: LineAt): readonly CursorContext[] {
  const [name, type, ...rest] = before;
  if (name === undefined) return [{ at: "fields" }];
  if (type === undefined) return [typeWords];
  const parts = cutAt(rest, ({ text }) => Object.hasOwn(fieldClauses, text));
  const { word, tokens } = parts.at(-1)!;
  const levels = nestingOf(tokens);
  const isOpen = levels.length > 1 || wantsOperand(levels[0]);
  if (word?.type === "In" && isOpen) return tokens.length > 0 ? [] : [{ at: "bounds", type: type.text }];
  if (word !== null && tokens.length === 0 && !isFlag(word.text)) return [formatText];
  const written = new Set(parts.map((part) => part.word?.text));
  const left = Object.entries(fieldClauses).filter(([clause]) => !written.has(clause));
  const words = left.map(([clause, documentation]) => ({ word: clause, documentation, ...after(clause) }));
  return [{ at: "words", kind: "word", words: rest.length === 0 ? [missing, ...words] : words }];
}

/** `pii` says all by itself. */
const isFlag = (clause: string): boolean => clause === flag;
const flag: keyof typeof fieldClauses = "pii";
const after = (clause: string): { readonly snippet?: string; readonly opensNext?: boolean } =>
  isFlag(clause) ? {} : { snippet: `${clause} `, opensNext: true };

const missing = { word: "?", documentation: "A value may be missing." };

const formatText: CursorContext = {
  at: "value",
  value: { kind: "text" },
  name: "format",
  default: null,
  callee: null,
  items: [],
  inList: false,
};
