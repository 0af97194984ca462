import { readdirSync, readFileSync } from "node:fs";
import { parseFile } from "@mlopsc/grammar";
import { describe, expect, it } from "vitest";
import { formatFile } from "../../src/format/format-file.ts";

const cases = new URL("../cases/format/", import.meta.url);
const format = (text: string): string => formatFile(parseFile("test.mlops", text));

describe("format", () => {
  const names = readdirSync(cases);
  it("has cases", () => expect(names.length).toBeGreaterThan(5));
  it.each(names)("%s", async (name) => {
    const formatted = format(readFileSync(new URL(`${name}/input.mlops`, cases), "utf8"));
    await expect(formatted).toMatchFileSnapshot(new URL(`${name}/formatted.mlops`, cases).pathname);
    expect(format(formatted)).toBe(formatted);
  });
  it("leaves a line with a problem as it is", () => {
    expect(format("model m {\n  from =   a\n    predict ==   b\n}")).toBe(
      "model m {\n  from = a\n  predict ==   b\n}\n",
    );
  });
  it("of nothing is nothing", () => expect(format(" \n\n")).toBe(""));
});

it("keeps carriage returns where every line has one", () => {
  const text = "project x { seed=1 }\r\nparam a:int=1\r\n";
  expect(formatFile(parseFile("a.mlops", text))).toBe("project x { seed = 1 }\r\nparam a : int = 1\r\n");
  expect(formatFile(parseFile("a.mlops", text.replace("\r\n", "\n")))).toBe(
    "project x { seed = 1 }\nparam a : int = 1\n",
  );
});
