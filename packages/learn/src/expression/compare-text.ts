/**
 * The order of two texts by code point, which is also that of their UTF-8 bytes: below 0, 0 or above 0.
 * JavaScript's `<` compares UTF-16 units, which puts U+10000 and above before U+E000.
 */
export function compareText(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let at = 0; at < length; at++) {
    const a = left.charCodeAt(at);
    const b = right.charCodeAt(at);
    if (a !== b) return a >= 0xd800 && b >= 0xd800 ? inOrder(a) - inOrder(b) : a - b;
  }
  return left.length - right.length;
}

/** Surrogates, the halves of U+10000 and above, moved behind the rest of the plane. */
const inOrder = (unit: number): number => (unit >= 0xe000 ? unit - 0x800 : unit + 0x2000);
