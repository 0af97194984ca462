import { isBlockKind } from "@mlopsc/vocabulary";
import type { LineAt } from "../../cursor/line-at.ts";
import type { Place } from "../../cursor/place-at.ts";
import type { CursorContext } from "../cursor-context.ts";
import { typeWords } from "./type-words.ts";

/** Between blocks, and in the first line of one. */
export function headerContexts({ word, next }: Place, { before }: LineAt): readonly CursorContext[] {
  const [kind, name, sign, type, equals, ...value] = before;
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
  return equals?.type === "Assign" && value.length === 0 ? valueOfType(type?.text ?? "", name.text) : [];
}

/** The default of a parameter: what can be told of it by its type. */
function valueOfType(type: string, name: string): readonly CursorContext[] {
  const kind = type === "bool" || type === "int" || type === "number" || type === "duration" ? type : "text";
  const more = { name, default: null, callee: null, items: [], inList: false } as const;
  return [{ at: "value", value: { kind }, ...more }];
}

const assignment: CursorContext = {
  at: "words",
  kind: "word",
  words: [{ word: "=", documentation: "The value where none is given from outside.", snippet: "= " }],
};
