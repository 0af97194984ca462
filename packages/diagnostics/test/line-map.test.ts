import { describe, expect, it } from "vitest";
import { lineMap } from "../src/index.ts";

describe("lineMap", () => {
  const map = lineMap("ab\r\ncd\n\n😀e");
  it.each([
    [0, 1, 1],
    [2, 1, 3],
    [4, 2, 1],
    [7, 3, 1],
    [8, 4, 1],
    [10, 4, 3],
    [99, 4, 4],
    [-1, 1, 1],
  ])("offset %i is line %i, column %i", (offset, line, column) =>
    expect(map.positionAt(offset)).toEqual({ line, column }),
  );
  it("finds offsets back", () => {
    for (let offset = 0; offset <= 11; offset += 1) {
      if (offset !== 3) expect(map.offsetAt(map.positionAt(offset))).toBe(offset);
    }
    expect(map.offsetAt({ line: 2, column: 50 })).toBe(6);
    expect(map.offsetAt({ line: 50, column: 1 })).toBe(8);
  });
  it("gives lines without their ends", () => {
    expect([0, 1, 2, 3, 4, 5].map(map.lineText)).toEqual(["", "ab", "cd", "", "😀e", ""]);
    expect(map.lineCount).toBe(4);
  });
});
