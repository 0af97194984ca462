// Unicode's simple case mapping gives one code point for one; JavaScript offers only the full mapping (ß → SS). They
// differ where the full one gives several: there the simple one is listed here, or leaves the code point as it is.

/** Lower case, code point by code point. */
export const simpleLower = (text: string): string =>
  isAscii(text)
    ? text.toLowerCase()
    : mapCodePoints(text, (point) => (point === "İ" ? "i" : single(point, point.toLowerCase())));

/** Upper case, code point by code point. */
export const simpleUpper = (text: string): string =>
  isAscii(text)
    ? text.toUpperCase()
    : mapCodePoints(text, (point) => listedUpper(point) ?? single(point, point.toUpperCase()));

// biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII begins with control characters
const isAscii = (text: string): boolean => /^[\u0000-\u007f]*$/.test(text);

function mapCodePoints(text: string, map: (point: string) => string): string {
  let mapped = "";
  for (const point of text) mapped += map(point);
  return mapped;
}

const single = (point: string, mapped: string): string =>
  mapped.length === 1 || (mapped.length === 2 && mapped.codePointAt(0)! > 0xffff) ? mapped : point;

/** ß has a capital since Unicode 5.1, which DuckDB gives too; small Greek vowels with iota have theirs 8 or 9 places on. */
function listedUpper(point: string): string | undefined {
  const code = point.charCodeAt(0);
  if (point === "ß") return "ẞ";
  if (code >= 0x1f80 && code <= 0x1faf && (code & 8) === 0) return String.fromCharCode(code + 8);
  if (code === 0x1fb3 || code === 0x1fc3 || code === 0x1ff3) return String.fromCharCode(code + 9);
  return undefined;
}
