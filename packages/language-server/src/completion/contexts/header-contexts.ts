import { isBlockKind } from "@mlopsc/vocabulary";
import type { LineAt } from "../../cursor/line-at.ts";
import type { Place } from "../../cursor/place-at.ts";
import type { CursorContext } from "../cursor-context.ts";
import { typeWords } from "./type-words.ts";

/** Between blocks, and in the first line of one. */
export function headerContexts({ word, next }: Place, { before }: LineAt): readonly CursorContext[] {
  const [kind, name, sign, type, equals] = before;
  if (kind === undefined) return [{ at: "file" }];
  if (!isBlockKind(kind.text)) return [];
  const isOpen = next?.type === "LeftBrace";
  if (name === undefined) {
    const naming: CursorContext[] = [{ at: "name", kind: kind.text }];
    return word.text === "" || isOpen ? naming : [...naming, { at: "brace", kind: kind.text }];
  }
  if (sign === undefined) return isOpen ? [] : [{ at: "brace", kind: kind.text }];
  if (sign.type === "Colon" && type === undefined) return [typeWords];
  if (sign.type === "Colon" && equals === undefined) return [assignment];
  return [];
}

const assignment: CursorContext = {
  at: "words",
  kind: "word",
  words: [{ word: "=", documentation: "The value where none is given from outside.", snippet: "= " }],
};
