import { columnKinds, type ScalarKind } from "@mlopsc/vocabulary";

/** The words that may stand as a type. */
export const scalarKinds: readonly ScalarKind[] = Object.keys(columnKinds) as ScalarKind[];

export const isScalarKind = (name: string): name is ScalarKind => Object.hasOwn(columnKinds, name);
