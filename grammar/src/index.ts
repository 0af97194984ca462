export type * from "./syntax-tree.ts";
