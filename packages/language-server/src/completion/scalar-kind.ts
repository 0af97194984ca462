import { columnKinds, type ScalarKind } from "@mlopsc/vocabulary";

export const isScalarKind = (word: string): word is ScalarKind => Object.hasOwn(columnKinds, word);
