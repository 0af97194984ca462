import type { Edit } from "./edit.ts";

/**
 * What makes one text the other, where they differ mostly in white space: only the runs of white space that differ. What
 * differs otherwise (a comma more) is one edit, from the first such place to the last. In order, and apart.
 */
export function layoutEdits(before: string, after: string): readonly Edit[] {
  if (before === after) return [];
  const front = sameWords(before, after);
  if (front.before === before.length && front.after === after.length) return joined(front.edits);
  const back = sameWordsBackwards(before, after, front);
  const span = { start: front.before, end: back.before };
  const middle = { span, newText: after.slice(front.after, back.after) };
  return joined([...front.edits, middle, ...back.edits]);
}

interface Reached {
  /** How far both texts were read. */
  readonly before: number;
  readonly after: number;
  readonly edits: readonly Edit[];
}

function sameWords(before: string, after: string): Reached {
  const edits: Edit[] = [];
  let [left, right] = [0, 0];
  for (;;) {
    const [leftEnd, rightEnd] = [spaceEnd(before, left), spaceEnd(after, right)];
    const atEnd = leftEnd === before.length || rightEnd === after.length;
    const isSame = before[leftEnd] === after[rightEnd];
    // White space before what differs is left to what is read from the end.
    if (!isSame) return { before: left, after: right, edits };
    addSpaces(before.slice(left, leftEnd), after.slice(right, rightEnd), left, edits);
    if (atEnd) return { before: leftEnd, after: rightEnd, edits };
    left = leftEnd + 1;
    right = rightEnd + 1;
  }
}

/** The same from the ends of the texts, as far as {@link sameWords} has left them. */
function sameWordsBackwards(before: string, after: string, front: Reached): Reached {
  const edits: Edit[] = [];
  let [left, right] = [before.length, after.length];
  for (;;) {
    const leftStart = spaceStart(before, left, front.before);
    const rightStart = spaceStart(after, right, front.after);
    const isSame =
      leftStart > front.before && rightStart > front.after && before[leftStart - 1] === after[rightStart - 1];
    if (!isSame) return { before: left, after: right, edits: edits.reverse() };
    addSpaces(before.slice(leftStart, left), after.slice(rightStart, right), leftStart, edits);
    left = leftStart - 1;
    right = rightStart - 1;
  }
}

const isSpace = (code: number): boolean => code === 32 || code === 10 || code === 13 || code === 9;

function spaceEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && isSpace(text.charCodeAt(at))) at += 1;
  return at;
}

function spaceStart(text: string, to: number, least: number): number {
  let at = to;
  while (at > least && isSpace(text.charCodeAt(at - 1))) at -= 1;
  return at;
}

/** Only what differs of two runs of white space. An editor has no place between a return and the line end behind it. */
function addSpaces(before: string, after: string, at: number, edits: Edit[]): void {
  if (before === after) return;
  const shorter = before.includes("\r") ? 0 : Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let same = 0;
  while (same < shorter - start && before[before.length - 1 - same] === after[after.length - 1 - same]) same += 1;
  const span = { start: at + start, end: at + before.length - same };
  edits.push({ span, newText: after.slice(start, after.length - same) });
}

/** Edits that touch are one. */
function joined(edits: readonly Edit[]): readonly Edit[] {
  const apart: Edit[] = [];
  for (const edit of edits) {
    const last = apart.at(-1);
    if (last === undefined || last.span.end < edit.span.start) apart.push(edit);
    else {
      const span = { start: last.span.start, end: edit.span.end };
      apart[apart.length - 1] = { span, newText: last.newText + edit.newText };
    }
  }
  return apart;
}
