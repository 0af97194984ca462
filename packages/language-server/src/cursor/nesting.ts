import { endsOperand, isClosing, isName, isOpening, type Token } from "./token.ts";

/** A bracket that is open, or the line itself, with what stands in it left of the cursor. */
export interface Level {
  readonly kind: "line" | "call" | "list" | "group";
  /** Of a call: what is called. */
  readonly callee: Token | null;
  /** Of a call: the name before the `:`, where the argument has one. */
  readonly argument: string | null;
  /** How many arguments without a name, or items, stand before. */
  readonly position: number;
  /** Names of arguments that are written. */
  readonly written: readonly string[];
  /** The first words of the items before. */
  readonly items: readonly string[];
  /** Since the last comma or bracket; what is closed in brackets is one token. */
  readonly tail: readonly Token[];
}

type Open = { -readonly [Key in keyof Level]: Level[Key] };

const opened = (kind: Level["kind"], callee: Token | null): Open => ({
  kind,
  callee,
  argument: null,
  position: 0,
  written: [],
  items: [],
  tail: [],
});

/** The brackets that are open behind tokens, the line first. Never empty. */
export function nestingOf(tokens: readonly Token[]): readonly [Level, ...Level[]] {
  const levels: [Open, ...Open[]] = [opened("line", null)];
  for (const token of tokens) {
    const level = levels.at(-1)!;
    if (isOpening(token)) open(token, level, levels);
    else if (isClosing(token)) close(token, levels);
    else if (token.type === "Comma") next(level);
    else if (token.type === "Colon" && level.kind === "call" && level.tail.length === 1) name(level);
    else level.tail = [...level.tail, token];
  }
  return levels;
}

function open(token: Token, level: Open, levels: Open[]): void {
  const last = level.tail.at(-1);
  const isCall = token.type === "LeftParenthesis" && last !== undefined && isName(last);
  const kind = isCall ? "call" : token.type === "LeftBracket" ? "list" : "group";
  if (isCall) level.tail = level.tail.slice(0, -1);
  levels.push(opened(kind, isCall ? last : null));
}

const closedTypes = { call: "Call", list: "List", group: "Group", line: "" } as const;

function close(token: Token, levels: Open[]): void {
  if (levels.length === 1) return;
  const { kind, callee, tail } = levels.pop()!;
  const start = callee?.start ?? tail[0]?.start ?? token.start;
  const outer = levels.at(-1)!;
  outer.tail = [...outer.tail, { type: closedTypes[kind], text: callee?.text ?? "", start, end: token.end }];
}

function next(level: Open): void {
  const [first] = level.tail;
  if (first !== undefined) level.items = [...level.items, first.text];
  if (level.argument === null) level.position += 1;
  level.argument = null;
  level.tail = [];
}

function name(level: Open): void {
  const { text } = level.tail[0]!;
  level.argument = text;
  level.written = [...level.written, text];
  level.tail = [];
}

/** Whether a value should stand next, rather than something that follows a value. */
export function wantsOperand({ tail }: Pick<Level, "tail">): boolean {
  const last = tail.at(-1);
  return last === undefined || !endsOperand(last);
}

/** Where tokens are cut by those that stand outside all brackets: a part before each of them, and what is left. */
export function cutAt(
  tokens: readonly Token[],
  isCut: (token: Token, before: Token | undefined) => boolean,
): readonly { readonly word: Token | null; readonly tokens: readonly Token[] }[] {
  const parts: { word: Token | null; tokens: Token[] }[] = [{ word: null, tokens: [] }];
  let depth = 0;
  for (const [at, token] of tokens.entries()) {
    if (isOpening(token)) depth += 1;
    else if (isClosing(token)) depth = Math.max(0, depth - 1);
    if (depth === 0 && isCut(token, tokens[at - 1])) parts.push({ word: token, tokens: [] });
    else parts.at(-1)!.tokens.push(token);
  }
  return parts;
}
