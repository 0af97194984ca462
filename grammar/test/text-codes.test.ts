import { codes } from "@mlopsc/diagnostics";
import { describe, expect, it } from "vitest";
import { codesOf } from "./problems.ts";

const textCodes = Object.values(codes).filter(({ code }) => code.startsWith("ML1"));

describe("codes of the text", () => {
  it("are there", () => expect(textCodes.length).toBeGreaterThan(20));
  it.each(textCodes.map(({ code, explanation }) => [code, explanation]))(
    "%s is raised by its example",
    (code, explanation) => {
      const example = /```mlops\n([\s\S]*?)\n```/.exec(explanation)?.[1] ?? "";
      expect(codesOf(example)).toContain(code);
    },
  );
});
