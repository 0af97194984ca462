/**
 * Numbers of some rows, each as narrow as all of them allow: whole numbers in 1, 2 or 4 bytes, of which the least value
 * means missing, or floats, where NaN does. Every value reads back as the same double.
 */
import type { ByteReader } from "./byte-reader.ts";
import type { ByteWriter } from "./byte-writer.ts";

const width = { int8: 0, int16: 1, int32: 2, float32: 3, float64: 4 } as const;
type Width = (typeof width)[keyof typeof width];

const missing8 = -128;
const missing16 = -32_768;
const missing32 = -2_147_483_648;

export function putNumbers(to: ByteWriter, values: Float64Array): void {
  const narrowest = widthOf(values);
  to.byte(narrowest);
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    const isMissing = Number.isNaN(value);
    if (narrowest === width.int8) to.byte(isMissing ? missing8 & 255 : value & 255);
    else if (narrowest === width.int16) to.int16(isMissing ? missing16 : value);
    else if (narrowest === width.int32) to.int32(isMissing ? missing32 : value);
    else if (narrowest === width.float32) to.float32(value);
    else to.float64(value);
  }
}

export function takeNumbers(from: ByteReader, rows: number, into: number[]): void {
  const held = from.byte();
  for (let row = 0; row < rows; row++) into.push(takeNumber(from, held));
}

function takeNumber(from: ByteReader, held: number): number {
  switch (held) {
    case width.int8:
      return unlessMissing(from.int8(), missing8);
    case width.int16:
      return unlessMissing(from.int16(), missing16);
    case width.int32:
      return unlessMissing(from.int32(), missing32);
    case width.float32:
      return from.float32();
    default:
      return from.float64();
  }
}

const unlessMissing = (value: number, missing: number): number => (value === missing ? Number.NaN : value);

function widthOf(values: Float64Array): Width {
  let largest = 0;
  let isFloat32 = true;
  let isWhole = true;
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (Number.isNaN(value)) continue;
    if (isFloat32 && Math.fround(value) !== value) isFloat32 = false;
    if (!isWhole) {
      if (!isFloat32) return width.float64;
      continue;
    }
    // The sign of -0 is lost in a whole number; `| 0` keeps only those within 32 bits.
    isWhole = (value | 0) === value && (value !== 0 || 1 / value > 0);
    if (isWhole) largest = Math.max(largest, Math.abs(value));
  }
  if (isWhole && largest < 2_147_483_648)
    return largest < 128 ? width.int8 : largest < 32_768 ? width.int16 : width.int32;
  return isFloat32 ? width.float32 : width.float64;
}
