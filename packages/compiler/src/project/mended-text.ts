import type { Diagnostic, TextEdit } from "@mlopsc/diagnostics";

/** Edits of some files, by path. */
export type Mending = ReadonlyMap<string, FileMending>;

interface FileMending {
  /** By place; no two touch each other. */
  readonly edits: readonly TextEdit[];
  /** Of each edit how far those before it move what stands there; last of all how far all of them do. */
  readonly shifts: readonly number[];
}

type File = { readonly path: string; readonly text: string };

/** Those edits that do not touch one before them. */
export function mendingOf(edits: readonly TextEdit[]): Mending {
  const files = new Map<string, { readonly edits: TextEdit[]; readonly shifts: number[] }>();
  for (const edit of [...edits].sort((a, b) => a.span.start - b.span.start)) {
    const { file, span, newText } = edit;
    const mending = files.get(file) ?? { edits: [], shifts: [0] };
    files.set(file, mending);
    const last = mending.edits.at(-1)?.span;
    if (last !== undefined && (span.start < last.end || span.start === last.start)) continue;
    mending.edits.push(edit);
    mending.shifts.push(mending.shifts.at(-1)! + newText.length - (span.end - span.start));
  }
  return files;
}

/** The files after the edits. */
export const mended = (files: readonly File[], mending: Mending): readonly File[] =>
  files.map((file) => {
    const edits = mending.get(file.path)?.edits;
    return edits === undefined ? file : { path: file.path, text: edited(file.text, edits) };
  });

function edited(text: string, edits: readonly TextEdit[]): string {
  let result = "";
  let from = 0;
  for (const { span, newText } of edits) {
    result += text.slice(from, span.start) + newText;
    from = span.end;
  }
  return result + text.slice(from);
}

/** Code and place; the place as it is after the edits. What has no place is known by its message. */
export function identityOf({ code, message, place }: Diagnostic, mending?: Mending): string {
  if (place === undefined) return `${code} ${message}`;
  return `${code} ${place.file} ${placeAfter(place.span.start, mending?.get(place.file))}`;
}

function placeAfter(offset: number, mending: FileMending | undefined): number {
  if (mending === undefined) return offset;
  return offset + mending.shifts[countWhile(mending, ({ span }) => span.end <= offset)]!;
}

/** Where what stands there after the edits stood before; inside a new text, the start of what it took the place of. */
export function placeBefore(offset: number, mending: FileMending | undefined): number {
  if (mending === undefined) return offset;
  const { edits, shifts } = mending;
  const count = countWhile(mending, ({ span }, index) => span.start + shifts[index]! < offset);
  const last = edits[count - 1];
  if (last === undefined) return offset;
  const end = last.span.start + shifts[count - 1]! + last.newText.length;
  return offset < end ? last.span.start : offset - shifts[count]!;
}

/** How many edits, from the first one on, are so; those behind are not. By halves. */
function countWhile({ edits }: FileMending, isSo: (edit: TextEdit, index: number) => boolean): number {
  let [low, high] = [0, edits.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isSo(edits[middle]!, middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
