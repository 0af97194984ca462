import { clauseWords } from "@mlopsc/grammar";
import { bodyAt } from "./body-at.ts";
import {
  continues,
  endsOperand,
  isClosing,
  isComparison,
  isName,
  isOpening,
  startsOperand,
  type Token,
} from "./token.ts";
import { isVerbPhrase, isVerbStart } from "./verb-words.ts";

/** The entry of a block that a cursor stands in, as far as it is written left of the cursor. */
export interface LineAt {
  /** What is open: nothing in a header, the block's kind in its braces, then the names of sections. */
  readonly braces: readonly string[];
  /** Tokens of the entry left of the cursor. */
  readonly before: readonly Token[];
  /** Whether another entry, or the opening brace, stands before it on the line. */
  readonly inline: boolean;
  /** Whether the cursor stands on a line below the tokens of its entry, which goes on there only if it must. */
  readonly below: boolean;
}

/**
 * Reads a block's tokens up to the cursor as the parser does, but forgives what is missing right of it. Null behind the
 * block's last brace.
 * @param left the tokens left of the cursor, comments left out
 * @param right those from the cursor on: the word that is being written first
 */
export function lineAt(left: readonly Token[], right: readonly Token[]): LineAt | null {
  const walk: Walk = { braces: [], line: [], brackets: 0, inline: false, header: [], closed: false };
  const all = [...left, ...right];
  let broken = false;
  for (const [at, token] of left.entries()) {
    if (token.type === "Newline") {
      broken = true;
      continue;
    }
    if (broken) breakLine(walk, token, all[at + 1]);
    broken = false;
    take(walk, token, all[at + 1]);
  }
  if (walk.closed) return null;
  const [word, after] = right;
  const written = word !== undefined && isName(word) ? word : undefined;
  const below = broken && walk.line.length > 0;
  if (broken) breakLine(walk, written, after, right.length > 0);
  else if (written !== undefined && beginsNext(walk, written, after)) begin(walk, true);
  return { braces: walk.braces, before: walk.line, inline: walk.inline, below: below && walk.line.length > 0 };
}

interface Walk {
  braces: string[];
  line: Token[];
  brackets: number;
  inline: boolean;
  header: Token[];
  closed: boolean;
}

function begin(walk: Walk, inline: boolean): void {
  walk.line = [];
  walk.brackets = 0;
  walk.inline = inline;
}

/** A line end was passed: the entry may end there, and a header without a brace does. */
function breakLine(walk: Walk, next: Token | undefined, after: Token | undefined, more = true): void {
  if (walk.braces.length === 0) {
    const isMissing = walk.line.length > 0 && more && next?.type !== "LeftBrace";
    if (!isMissing) return;
    walk.braces.push(walk.line[0]!.text);
    begin(walk, false);
  } else if (!goesOn(walk, next, after)) begin(walk, false);
}

function take(walk: Walk, token: Token, after: Token | undefined): void {
  if (walk.closed) return;
  if (token.type === "LeftBrace") {
    walk.braces.push(walk.line[0]?.text ?? "");
    begin(walk, true);
  } else if (token.type === "RightBrace") {
    walk.braces.pop();
    walk.closed = walk.braces.length === 0;
    begin(walk, true);
  } else if (token.type === "Semicolon") begin(walk, true);
  else {
    if (isName(token) && beginsNext(walk, token, after)) begin(walk, true);
    if (isOpening(token)) walk.brackets += 1;
    if (isClosing(token)) walk.brackets = Math.max(0, walk.brackets - 1);
    walk.line.push(token);
  }
}

/** Whether the entry goes on in the next line, of which `next` is the first token; undefined where it is still empty. */
function goesOn({ line, brackets, braces }: Walk, next: Token | undefined, after: Token | undefined): boolean {
  const last = line.at(-1);
  const body = bodyAt(braces);
  if (last === undefined || (brackets === 0 && !continues(last))) return false;
  if (next === undefined) return brackets === 0 || !endsOperand(last);
  if (isName(next) && beginsMember(next, after, line, body)) return false;
  if (brackets > 0) return clauseWords.has(next.text) || !endsOperand(last) || !startsOperand(next);
  if (body === "attributes" || body === "steps") return true;
  if (last.type === "Comma") return false;
  return body === "fields" ? !isName(next) : !isComparison(last) || after === undefined || !isComparison(after);
}

/** Whether a name can only be the first word of an entry. */
function beginsMember(name: Token, after: Token | undefined, line: readonly Token[], body: string): boolean {
  if (after === undefined) return false;
  if (after.type === "LeftBrace") return true;
  if (after.type === "Assign") {
    const last = line.at(-1)?.type;
    return body !== "steps" || (last !== "Comma" && last !== "Colon") || line[1]?.type === "Assign";
  }
  return body === "steps" && isVerbStart(name.text) && startsOperand(after) && !clauseWords.has(after.text);
}

/** Whether a name begins the next entry, on the same line. */
function beginsNext({ line, brackets, braces }: Walk, name: Token, after: Token | undefined): boolean {
  const last = line.at(-1);
  if (braces.length === 0 || brackets > 0 || last === undefined || after === undefined) return false;
  const body = bodyAt(braces);
  if (body === "attributes" || body === "amounts") {
    const ends = endsOperand(last) || last.type === "Comma";
    return line.length > 1 && ends && (after.type === "Assign" || after.type === "LeftBrace");
  }
  if (body !== "steps" || line.length === 1 || !endsOperand(last)) return false;
  if (!isVerbStart(name.text) || clauseWords.has(last.text)) return false;
  return startsOperand(after) || isVerbPhrase(`${name.text} ${after.text}`);
}
