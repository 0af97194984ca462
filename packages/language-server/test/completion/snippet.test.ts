import { describe, expect, it } from "vitest";
import { choiceHole, escaped, hole, plainText } from "../../src/completion/snippet.ts";

describe("snippets", () => {
  it("are plain text where their places are left as they are", () => {
    expect(plainText(`a ${hole(1)}, ${hole(2, "b")} ${choiceHole(3, ["c", "d"])}$0`)).toBe("a , b c");
  });

  it("keep the signs of a text, whatever they mean to a snippet", () => {
    const text = "{data}/$1 \\ }";
    expect(plainText(escaped(text))).toBe(text);
    expect(plainText(hole(1, text))).toBe(text);
  });
});
