import type { BlockKind } from "@mlopsc/vocabulary";

/**
 * What a word of a spec is, as an editor colours it. Types are the protocol's own, so that every theme knows them; what
 * they leave open is said by modifiers of ours: a dataset is a `struct` that is `dataset`.
 */
export interface TokenKindEntry {
  readonly type: (typeof tokenTypes)[number];
  readonly modifiers: readonly (typeof tokenModifiers)[number][];
}

/** The order is the wire's: new ones go to the end. */
export const tokenTypes = [
  "namespace",
  "type",
  "class",
  "enum",
  "interface",
  "struct",
  "parameter",
  "variable",
  "property",
  "enumMember",
  "event",
  "function",
  "keyword",
  "comment",
  "string",
  "number",
  "operator",
] as const;

export const tokenModifiers = [
  "declaration",
  "defaultLibrary",
  "readonly",
  "deprecated",
  "documentation",
  "block",
  "section",
  "step",
  "clause",
  "unit",
  "column",
  "algorithm",
  "metric",
  "project",
  "param",
  "dataset",
  "transform",
  "search",
  "model",
  "ensemble",
  "target",
  "deploy",
  "monitor",
  "alert",
  "drift",
  "channel",
] as const;

const kind = (
  type: TokenKindEntry["type"],
  ...modifiers: readonly (typeof tokenModifiers)[number][]
): TokenKindEntry => ({ type, modifiers });

export type TokenKind =
  | ("block" | "section" | "step" | "clause" | "word" | "attribute" | "argument")
  | ("column" | "goneColumn" | "type" | "function" | "choice" | "metric" | "algorithm" | "hyperParameter")
  | ("number" | "unit" | "text" | "operator" | "comment" | "documentation")
  | BlockKind;

export const tokenKinds: Readonly<Record<TokenKind, TokenKindEntry>> = {
  block: kind("keyword", "block"),
  section: kind("keyword", "section"),
  step: kind("keyword", "step"),
  clause: kind("keyword", "clause"),
  /** `all`, `true`, `none`: neither named by anybody nor an operator. */
  word: kind("keyword"),
  attribute: kind("property"),
  argument: kind("parameter"),
  column: kind("variable", "column"),
  /** One that was there at an earlier step. */
  goneColumn: kind("variable", "column", "deprecated"),
  type: kind("type", "defaultLibrary"),
  function: kind("function", "defaultLibrary"),
  choice: kind("enumMember", "defaultLibrary"),
  metric: kind("enumMember", "defaultLibrary", "metric"),
  algorithm: kind("class", "defaultLibrary", "algorithm"),
  hyperParameter: kind("parameter", "defaultLibrary", "algorithm"),
  number: kind("number"),
  unit: kind("keyword", "unit"),
  text: kind("string"),
  operator: kind("operator"),
  comment: kind("comment"),
  documentation: kind("comment", "documentation"),
  project: kind("namespace", "project"),
  param: kind("parameter", "readonly", "param"),
  dataset: kind("struct", "dataset"),
  transform: kind("interface", "transform"),
  search: kind("enum", "search"),
  model: kind("class", "model"),
  ensemble: kind("class", "ensemble"),
  target: kind("type", "target"),
  deploy: kind("type", "deploy"),
  monitor: kind("event", "monitor"),
  alert: kind("event", "alert"),
  drift: kind("event", "drift"),
  channel: kind("type", "channel"),
};
