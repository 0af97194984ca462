import type { ScalarKind } from "@mlopsc/vocabulary";

const kinds: Readonly<Record<ScalarKind, true>> = {
  bool: true,
  int: true,
  number: true,
  text: true,
  category: true,
  id: true,
  date: true,
  timestamp: true,
  duration: true,
};

/** The words that may stand as a type. */
export const scalarKinds: readonly ScalarKind[] = Object.keys(kinds) as ScalarKind[];

export const isScalarKind = (name: string): name is ScalarKind => Object.hasOwn(kinds, name);
