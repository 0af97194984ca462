import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareText } from "../../src/expression/compare-text.ts";
import { numericColumn, textColumn } from "../../src/table/columns.ts";
import { call, column, literal, valuesOf } from "./build.ts";

const s = column("s");
const of = (...values: (string | null)[]) => [textColumn("s", "text", values)];

describe("text", () => {
  test("counts and cuts by code point", () => {
    const columns = of("a\u{1F389}é", "", null);
    expect(valuesOf(call("length", s), columns)).toEqual([3, 0, null]);
    expect(valuesOf(call("left", s, literal("int", 2)), columns)).toEqual(["a\u{1F389}", "", null]);
    expect(valuesOf(call("right", s, literal("int", 2)), columns)).toEqual(["\u{1F389}é", "", null]);
    expect(valuesOf(call("right", s, literal("int", 0)), columns)).toEqual(["", "", null]);
    const counted = [...of("abc", "abc", "abc", null), numericColumn("n", "int", [-1, 2, null, 1])];
    expect(valuesOf(call("left", s, column("n")), counted)).toEqual(["", "ab", null, null]);
    expect(valuesOf(call("right", s, column("n")), counted)).toEqual(["", "bc", null, null]);
  });

  test("maps case one code point to one", () => {
    const columns = of("Straße İ Σς ᾳ ﬁ", "ÀÉ", null);
    expect(valuesOf(call("upper", s), columns)).toEqual(["STRAẞE İ ΣΣ ᾼ ﬁ", "ÀÉ", null]);
    expect(valuesOf(call("lower", s), columns)).toEqual(["straße i σς ᾳ ﬁ", "àé", null]);
  });

  test("trims spaces only, joins, searches", () => {
    const columns = of("  a b \t", null);
    expect(valuesOf(call("trim", s), columns)).toEqual(["a b \t", null]);
    expect(valuesOf(call("concat", literal("text", "<"), s, s, literal("text", ">")), of("x", "y", null))).toEqual([
      "<xx>",
      "<yy>",
      null,
    ]);
    expect(valuesOf(call("contains", s, literal("text", "b")), of("abc", "ABC", "", null))).toEqual([
      true,
      false,
      false,
      null,
    ]);
    expect(valuesOf(call("contains", s, literal("text", "")), of("abc", null))).toEqual([true, null]);
    expect(valuesOf(call("starts_with", s, s), of("abc", null))).toEqual([true, null]);
    expect(valuesOf(call("contains", s, literal("text", null)), of("abc"))).toEqual([null]);
  });

  test("a result that two entries share is listed once", () => {
    expect(valuesOf(call("equal", call("lower", s), literal("text", "a")), of("A", "a", "b"))).toEqual([
      true,
      true,
      false,
    ]);
  });

  test("a pseudonym is the head of the SHA-256 of the UTF-8 text", () => {
    // echo -n abc | sha256sum
    expect(valuesOf(call("pseudonym", s), of("abc", "", null))).toEqual(["ba7816bf8f01cfea", "e3b0c44298fc1c14", null]);
  });

  test("numbers are read where text is one", () => {
    const columns = of(" 12 ", "-1.9e1", ".5", "5.", "1e999", "0x10", "1 2", "", "\t1", "+3", "Infinity", null);
    expect(valuesOf(call("number", s), columns)).toEqual([
      12,
      -19,
      0.5,
      5,
      null,
      null,
      null,
      null,
      null,
      3,
      null,
      null,
    ]);
    expect(valuesOf(call("int", s), columns)).toEqual([12, -19, 0, 5, null, null, null, null, null, 3, null, null]);
    const numbers = [numericColumn("x", "number", [-1.9, 1.9, -0.5, null])];
    expect(valuesOf(call("int", column("x")), numbers)).toEqual([-1, 1, 0, null]);
  });

  test("texts are ordered as their UTF-8 bytes are", () => {
    const bytes = (text: string): string => Buffer.from(text, "utf8").toString("hex");
    const texts = fc.string({
      unit: fc.constantFrom("a", "é", "\uD7FF", "\uE000", "\uFFFF", "\u{10000}", "\u{1F389}"),
    });
    fc.assert(
      fc.property(texts, texts, (left, right) => {
        const [l, r] = [bytes(left), bytes(right)];
        expect(Math.sign(compareText(left, right))).toBe(l < r ? -1 : l > r ? 1 : 0);
      }),
    );
  });
});
